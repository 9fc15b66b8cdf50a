-- By when an order is to be disposed of, as the rates count it 首次处置期限: set when it is first dispatched and first accepted,
-- and moved only by what was approved. The application writes it with the step; a later acceptance never sets it again.
alter table service_order add column dispose_promised boolean not null default false;
grant update (dispose_by, dispose_promised) on service_order to ${app};

create or replace function order_measured() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update service_order set filed_at = new.moved_at where matter = new.id and filed_at is null;
    return null;
end $$;
drop trigger order_measured on matter;
create trigger order_measured after update of state on matter for each row
    when (new.kind = 'order' and new.state = 'DISPATCHED' and old.state <> new.state)
    execute function order_measured();

-- What was dispatched before: its running clock, or the one it ended in, where it had but one; otherwise its first acceptance, or
-- its filing, with the category's limit, of which eight hours of work make a day.
update service_order o
   set dispose_by = coalesce(
           case when o.returns = 0 and o.reopened = 0 and o.reworks = 0
                then coalesce(o.dispose_by, case when m.state in ('ACCEPTED', 'IN_PROGRESS', 'SUSPENDED') then m.due_at end) end,
           coalesce(f.accepted_at, o.filed_at + interval '4 hours')
               + c.limit_amount * case c.limit_unit when 'MINUTES' then interval '1 minute'
                                                    when 'HOURS' then interval '1 hour'
                                                    when 'WORKING_HOURS' then interval '3 hours'
                                                    when 'DAYS' then interval '1 day'
                                                    else interval '33.6 hours' end),
       dispose_promised = f.accepted_at is not null
  from matter m,
       order_category c,
       lateral (select min(t.at) as accepted_at
                  from timeline_entry t
                 where t.matter = m.id
                   and t.step = 'accept') f
 where m.id = o.matter
   and c.code = o.category
   and o.filed_at is not null;

-- How long somebody has to go and see what was found and is said to be done 核查时限; two working days where no place says otherwise.
create table verification_limit (
    place        text collate "C" primary key references place,
    limit_amount int not null check (limit_amount between 1 and 2000),
    limit_unit   text not null check (limit_unit in ('MINUTES', 'HOURS', 'WORKING_HOURS', 'DAYS', 'WORKING_DAYS')),
    set_by       uuid not null,
    set_at       timestamptz not null
);
grant select on verification_limit to ${app};
alter table verification_limit enable row level security;
create policy verification_limit_public on verification_limit for select to ${app} using (true);
create policy verification_limit_made on verification_limit for insert to ${app}
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy verification_limit_changed on verification_limit for update to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':' and set_by = linli_person());
create policy verification_limit_dropped on verification_limit for delete to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
grant insert, update, delete on verification_limit to ${app};
