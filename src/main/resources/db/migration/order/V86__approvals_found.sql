-- What waits for an approval is little beside all there is: the inbox asks of each open order whether it does.
create index order_asked on service_order (matter) where asked_kind is not null;
