-- Places 地点: the national list of statistical divisions continued downwards to the home. Names of places are public.
create table place (
    code     text collate "C" primary key check (code ~ '^[0-9]+$' and length(code) in (2, 4, 6, 9, 12, 15, 18, 20, 24)),
    name     text not null check (length(name) between 1 and 100),
    initials text collate "C" not null,
    phone    text check (length(phone) <= 30),
    level    smallint not null generated always as (length(code)) stored
);
-- Its further indexes are made by the import of the national list, after its rows: each is sorted once instead of grown row by row.

alter table matter add constraint matter_at foreign key (place) references place;

grant select on place to ${app};

create policy place_public on place for select to ${app} using (true);
create policy place_built on place for insert to ${app}
    with check (linli_may('appoint') and code >= linli_place() and code < linli_place() || ':' and length(code) > 12);
create policy place_named on place for update to ${app}
    using (linli_may('appoint') and code >= linli_place() and code < linli_place() || ':');
alter table place enable row level security;
grant insert on place to ${app};
grant update (name, initials, phone) on place to ${app};

-- Grids 网格: named sets of prefixes, each belonging to one community (DB6101/T 3185-2024).
create table grid (
    id        uuid primary key,
    community text collate "C" not null references place,
    name      text not null check (length(name) between 1 and 50),
    kind      text not null check (kind in ('BASE', 'DEDICATED')),
    unique (community, name)
);
create table grid_prefix (
    grid   uuid not null references grid on delete cascade,
    prefix text collate "C" not null references place,
    primary key (grid, prefix),
    unique (prefix)
);
grant select on grid, grid_prefix to ${app};
alter table grid enable row level security;
alter table grid_prefix enable row level security;
create policy grid_public on grid for select to ${app} using (true);
create policy grid_drawn on grid for all to ${app}
    using (linli_may('appoint') and community >= linli_place() and community < linli_place() || ':')
    with check (linli_may('appoint') and community >= linli_place() and community < linli_place() || ':');
create policy grid_prefix_public on grid_prefix for select to ${app} using (true);
create policy grid_prefix_drawn on grid_prefix for all to ${app}
    using (exists (select 1 from grid g where g.id = grid
                    and linli_may('appoint') and g.community >= linli_place() and g.community < linli_place() || ':'))
    with check (exists (select 1 from grid g where g.id = grid
                    and linli_may('appoint') and g.community >= linli_place() and g.community < linli_place() || ':'
                    and left(prefix, 12) = g.community));
grant insert, update, delete on grid, grid_prefix to ${app};
