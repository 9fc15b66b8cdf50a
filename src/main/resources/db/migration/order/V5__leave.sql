-- What bends or stops an order's clock 时限变更: what waits for a decision, how often it was extended, what was left of it.
alter table service_order
    add column asked_kind   text check (asked_kind in ('EXTENSION', 'SUSPENSION', 'CANCELLATION')),
    add column asked_amount int check (asked_amount between 0 and 2000),
    add column asked_by     uuid,
    add column extensions   smallint not null default 0 check (extensions between 0 and 2),
    add column left_seconds bigint check (left_seconds >= 0),
    add check (num_nonnulls(asked_kind, asked_amount, asked_by) in (0, 3));
grant update (asked_kind, asked_amount, asked_by, extensions, left_seconds) on service_order to ${app};
