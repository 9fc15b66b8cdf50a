-- Messages that were settled long ago are forgotten, wherever they are; what waits for somebody stays.
create function device_messages_forget(before timestamptz) returns int
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        with gone as (
            delete from device_message
             where state in ('TAKEN', 'REFUSED', 'DROPPED')
               and moved_at < before
            returning id)
        select count(*)::int from gone;
    end;
revoke execute on function device_messages_forget(timestamptz) from public;
grant execute on function device_messages_forget(timestamptz) to ${app};
