-- Whether an organisation stands for another server that is sent what happens at a place: asked with each dispatch, whoever dispatches, so
-- that nothing is written down for nobody. It tells yes or no, and not which.
create function open311_stands(of_organisation uuid, at_place text) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        select exists (
            select 1
              from open311_server s
             where s.organisation = of_organisation
               and s.direction <> 'FETCH'
               and s.ended_at is null
               and starts_with(at_place, s.place));
    end;
revoke execute on function open311_stands(uuid, text) from public;
grant execute on function open311_stands(uuid, text) to ${app};
