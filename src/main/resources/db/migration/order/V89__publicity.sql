-- Who may see orders of a category is the same in all places for most categories 处处一样: a list asks once for which, and looks at an
-- order's own place only where places differ.
create function order_publicity() returns table (everywhere text[], somewhere text[])
    language sql stable set search_path = pg_catalog, public, pg_temp
    begin atomic
        select array(select c.code
                       from order_category c
                      where c.seen = 'PUBLIC'
                        and not exists (select from category_term t where t.category = c.code and t.seen <> c.seen)),
               array(select c.code
                       from order_category c
                      where exists (select from category_term t where t.category = c.code and t.seen <> c.seen));
    end;
revoke execute on function order_publicity() from public;
