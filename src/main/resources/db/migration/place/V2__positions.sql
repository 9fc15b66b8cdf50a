-- Where places stand 位置, entered by the administrator of their community: WGS 84, with which CGCS2000 agrees within a metre.
-- The bounds are those of the country.
create table place_position (
    place     text collate "C" primary key references place,
    latitude  double precision not null check (latitude between 3 and 54),
    longitude double precision not null check (longitude between 73 and 136)
);
grant select, insert, delete on place_position to ${app};
alter table place_position enable row level security;
create policy place_position_public on place_position for select to ${app} using (true);
create policy place_position_set on place_position for all to ${app}
    using (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':')
    with check (linli_may('appoint') and place >= linli_place() and place < linli_place() || ':');
