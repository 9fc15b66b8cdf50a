-- When an order was filed 立案 the application writes with the step that first dispatches it, in the row that this step changes anyway.
drop trigger order_measured on matter;
drop function order_measured();
grant update (filed_at) on service_order to ${app};
