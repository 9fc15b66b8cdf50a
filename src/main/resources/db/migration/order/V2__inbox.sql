-- A handler's inbox 待办: what its organisation has open, the nearest deadline first, however much it finished before.
create index matter_open_by_handler on matter (handler, kind, due_at, id) where ended_at is null;
