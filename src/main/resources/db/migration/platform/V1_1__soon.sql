-- From when on a running clock is nearly used up 快到时限: kernel.Light says when, at the moment the clock begins. What is late or
-- soon late is found by it among all that is open, however much is over.
alter table matter add column soon_at timestamptz;
grant update (soon_at) on matter to ${app};
create index matter_soon on matter (community, kind, soon_at) where ended_at is null;
