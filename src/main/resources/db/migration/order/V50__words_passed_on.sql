-- Whether whoever asked consents to their own words going to the system of another department 同意转述 (个人信息保护法 23).
alter table service_order
    add column pass_on boolean not null default false;
