-- A ticket of the hotline 12345 is asked for by its number: the number is among the words by which its order is found, by exactly
-- those who see the order. Names of callers are not: a name that is kept to be searched would be a second copy of it, which nothing
-- would blot out together with the first, and parts of it would find people. The inbox, which copies nothing, finds a name.
create or replace function order_said(of_matter uuid) returns text
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (select concat_ws(' ',
                       order_plain(o.words),
                       case when position(rtrim(m.title, '…') in o.words) = 0 then order_plain(m.title) end,
                       to_char(m.opened_at at time zone interval '8 hours', 'MMDD') || right(m.id::text, 6),
                       nullif(order_plain(m.handler_name), ''),
                       (select order_plain(string_agg(p.name, '' order by p.code))
                          from place p
                         where p.code in (left(m.place, 15), left(m.place, 18), left(m.place, 20), m.place)
                           and length(p.code) > 12),
                       (select order_plain(t.number) from hotline_ticket t where t.matter = m.id))
              from matter m join service_order o on o.matter = m.id
             where m.id = of_matter);
end $$;

create function order_ticketed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update order_text set said = order_said(new.matter) where matter = new.matter;
    return null;
end $$;
create trigger order_ticketed after insert or update of matter on hotline_ticket for each row
    when (new.matter is not null)
    execute function order_ticketed();

update order_text x
   set said = order_said(x.matter)
  from hotline_ticket t
 where t.matter = x.matter;
