-- Tokens by which the citizens' hotline passes on its tickets, and webhooks that tell it what became of them.
alter table api_token drop constraint api_token_scopes_check;
alter table api_token add constraint api_token_scopes_check
    check (cardinality(scopes) between 1 and 4 and scopes <@ array['READ', 'WRITE', 'PLACE', 'HOTLINE']);
alter table webhook add column feedback boolean not null default false;
