-- Call-backs 回访 (0-24): how often nobody was reached since the work was done, and whether the rating was taken down on the phone.
alter table service_order
    add column calls         smallint not null default 0 check (calls between 0 and 3),
    add column called_at     timestamptz,
    add column rated_by_call boolean not null default false;
grant update (calls, called_at, rated_by_call) on service_order to ${app};
