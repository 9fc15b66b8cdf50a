-- A place's own categories may be given a class of GB/T 30428.2; renaming them was granted before.
grant update (national) on order_category to ${app};

-- What a place asks for otherwise 本地岗位: one of the six posts for a category, or, where it is null, none.
create table category_skill_at (
    place    text collate "C" not null references place,
    category text collate "C" not null references order_category,
    skill    text check (skill in ('REPAIR', 'CARE', 'ADVICE', 'POLICY', 'EMERGENCY', 'MEDIATION')),
    primary key (place, category)
);
alter table category_skill_at enable row level security;
create policy category_skill_at_public on category_skill_at for select to ${app} using (true);
create policy category_skill_at_made on category_skill_at for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy category_skill_at_changed on category_skill_at for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
create policy category_skill_at_dropped on category_skill_at for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant select, insert, delete on category_skill_at to ${app};
grant update (skill) on category_skill_at to ${app};
