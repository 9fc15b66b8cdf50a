-- What a row of an import said that was not taken is kept sealed for a week, so that somebody can mend it and bring it again; that of a
-- row that was taken is forgotten at once.
alter table order_import add column headings text[] not null default '{}';
alter table order_import_row add column cells bytea check (length(cells) <= 2500000);
grant update (cells) on order_import_row to ${app};

drop function forget_imports(timestamptz, timestamptz);
create function forget_imports(a_day_ago timestamptz, a_week_ago timestamptz, a_month_ago timestamptz) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update order_import set state = 'CANCELLED', ended_at = a_day_ago where state = 'READY' and begun_at < a_day_ago;
        update order_import_row r
           set sealed = null,
               cells = case when r.state = 'REFUSED' and i.begun_at >= a_week_ago then r.cells end
          from order_import i
         where i.id = r.import
           and i.state not in ('READY', 'RUNNING')
           and (r.sealed is not null or r.cells is not null and (r.state <> 'REFUSED' or i.begun_at < a_week_ago));
        delete from order_import_row r using order_import i where i.id = r.import and i.begun_at < a_month_ago;
        delete from order_import where begun_at < a_month_ago;
    end;
revoke execute on function forget_imports(timestamptz, timestamptz, timestamptz) from public;
grant execute on function forget_imports(timestamptz, timestamptz, timestamptz) to ${app};
