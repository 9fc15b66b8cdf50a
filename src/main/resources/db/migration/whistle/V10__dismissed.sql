-- A department that signed and does not do what it came for is dismissed 撤下: the others go on, and the reason stays.
alter table whistle_department
    add column dismissed text not null default '' check (length(dismissed) <= 500),
    add constraint whistle_department_dismissed check (dismissed = '' or released_at is not null and signed_at is not null);
grant update (dismissed) on whistle_department to ${app};
