-- Who acts: announced by the application at the begin of each transaction, gone at its end.
-- After a first transaction on a pooled connection a setting is the empty string, not unset: both mean nobody.

grant usage on schema public to ${app};

create function linli_person() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('linli.person', true), '')::uuid;

create function linli_organisation() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('linli.organisation', true), '')::uuid;

create function linli_place() returns text
    language sql stable parallel safe
    return nullif(current_setting('linli.place', true), '');

create function linli_may(needed text) returns boolean
    language sql stable parallel safe
    return coalesce(position(' ' || needed || ' ' in current_setting('linli.rights', true)) > 0, false);
