-- By when something is taken up 受理 and accepted 接单, as data: two hours and four, ten minutes each where it is urgent [design].
alter table order_category
    add column filing_amount     int  not null default 2 check (filing_amount between 1 and 2000),
    add column filing_unit       text not null default 'HOURS'
        check (filing_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    add column acceptance_amount int  not null default 4 check (acceptance_amount between 1 and 2000),
    add column acceptance_unit   text not null default 'HOURS'
        check (acceptance_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS'));
alter table category_term
    add column filing_amount     int  not null default 2 check (filing_amount between 1 and 2000),
    add column filing_unit       text not null default 'HOURS'
        check (filing_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    add column acceptance_amount int  not null default 4 check (acceptance_amount between 1 and 2000),
    add column acceptance_unit   text not null default 'HOURS'
        check (acceptance_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS'));
update order_category
   set filing_amount = 10, filing_unit = 'MINUTES', acceptance_amount = 10, acceptance_unit = 'MINUTES'
 where urgent;
update category_term
   set filing_amount = 10, filing_unit = 'MINUTES', acceptance_amount = 10, acceptance_unit = 'MINUTES'
 where urgent;

-- Whether an order is urgent 紧急, as it was when it was placed: lists begin with those that are open, by an index of their own.
alter table matter add column urgent boolean not null default false;
create index matter_urgent on matter (community, kind, due_at, id) where urgent and ended_at is null;
create index matter_urgent_by_handler on matter (handler, kind, due_at, id) where urgent and ended_at is null;

create function order_urgent(of_category text, at_place text) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    begin atomic
        select coalesce(
            (select t.urgent
               from category_term t
              where t.category = of_category collate "C"
                and starts_with(at_place, t.place)
              order by length(t.place) desc
              limit 1),
            (select c.urgent from order_category c where c.code = of_category collate "C"),
            false);
    end;
revoke execute on function order_urgent(text, text) from public;

create function order_marked() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update matter m set urgent = true where m.id = new.matter and order_urgent(new.category, m.place);
    return null;
end $$;
create trigger order_marked after insert on service_order
    for each row execute function order_marked();

update matter m
   set urgent = true
  from service_order o
 where o.matter = m.id
   and m.ended_at is null
   and order_urgent(o.category, m.place);
