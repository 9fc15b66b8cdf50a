-- Reminders 催办: how far up the machinery has told that a clock runs out, of which clock, and when. Of another clock nothing is told yet.
alter table service_order
    add column reminded    text check (reminded in ('SOON', 'LATE', 'STREET', 'DISTRICT')),
    add column reminded_of timestamptz,
    add column reminded_at timestamptz,
    add check (num_nonnulls(reminded, reminded_of, reminded_at) in (0, 3));
grant update (reminded, reminded_of, reminded_at) on service_order to ${app};
