-- Orders that another system passes on 开放接口; GeoReport v2 promises its clients 4,000 characters.
alter table service_order drop constraint service_order_channel_check;
alter table service_order add constraint service_order_channel_check
    check (channel in ('ONLINE', 'PHONE', 'COUNTER', 'BOX', 'GRID', 'OPEN311'));
alter table service_order drop constraint service_order_words_check;
alter table service_order add constraint service_order_words_check
    check (length(words) between 1 and case when channel = 'OPEN311' then 4000 else 2000 end);
