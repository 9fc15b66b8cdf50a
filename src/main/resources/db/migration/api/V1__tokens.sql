-- Tokens 访问令牌 by which programs act for a person, in one of their capacities: shown once when made, kept as a keyed hash.
create table api_token (
    id           uuid primary key,
    person       uuid not null references person,
    appointment  uuid references appointment,
    name         text not null check (length(name) between 1 and 40),
    hash         bytea not null unique check (length(hash) = 32),
    scopes       text[] not null check (cardinality(scopes) between 1 and 3 and scopes <@ array['READ', 'WRITE', 'PLACE']),
    made_at      timestamptz not null,
    expires_at   timestamptz not null check (expires_at > made_at),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index api_token_by_person on api_token (person, made_at desc);
alter table api_token enable row level security;
create policy api_token_mine on api_token for select to ${app} using (person = linli_person());
create policy api_token_made on api_token for insert to ${app}
    with check (person = linli_person()
        and (appointment is null
            or exists (select 1 from appointment a where a.id = api_token.appointment and a.person = linli_person())));
create policy api_token_revoked on api_token for update to ${app} using (person = linli_person());
grant select, insert on api_token to ${app};
grant update (revoked_at) on api_token to ${app};

-- The whole of who a token stands for, in one look-up: one whose appointment has ended, or whose account is locked or ended,
-- stands for nobody. Its use is noted once a minute, so that reading does not write each time.
create function api_token_actor(of_hash bytea, at timestamptz, today date)
    returns table (token uuid, scopes text[], person uuid, name text, community text, appointment uuid, duty text, title text,
                   place text, organisation uuid, organisation_name text)
    language sql security definer set search_path = pg_catalog, public, pg_temp
    begin atomic
        update api_token t
           set last_used_at = greatest(at, t.last_used_at)
         where t.hash = of_hash
           and t.revoked_at is null
           and t.expires_at > at
           and (t.last_used_at is null or t.last_used_at < at - interval '1 minute');
        select t.id, t.scopes, p.id, p.name, p.community, d.id, d.duty, d.title, d.place, o.id, o.name
          from api_token t
               join person p on p.id = t.person
               join account a on a.person = t.person
                     and a.ended_at is null
                     and not a.must_change
                     and (a.locked_until is null or a.locked_until <= at)
               left join appointment d on d.id = t.appointment and d.person = t.person
                     and d.since <= today and (d.until is null or d.until >= today)
               left join organisation o on o.id = d.organisation
         where t.hash = of_hash
           and t.revoked_at is null
           and t.expires_at > at
           and (t.appointment is null or d.id is not null);
    end;
revoke execute on function api_token_actor(bytea, timestamptz, date) from public;
grant execute on function api_token_actor(bytea, timestamptz, date) to ${app};
