-- Which kinds are run by proxy 上门代办 is a place's own to say, with the other terms that it sets; what it said before goes on.
alter table category_term add column errand boolean;
update category_term t set errand = c.errand from order_category c where c.code = t.category;
alter table category_term alter column errand set not null;

-- An order under which somebody once took a mandate keeps its papers, whatever its category is marked as later.
alter table service_order add column entrusted boolean not null default false;
update service_order o set entrusted = true from errand e where e.matter = o.matter;
grant update (entrusted) on service_order to ${app};
