-- facts by month: filled without keys, indexed afterwards
create table star.fact_order (order_no bigint not null, event text not null, event_no bigint not null, event_date date not null, order_id text, order_date date, ordered_at timestamp, customer_key bigint not null, geography_key bigint not null, campaign_key bigint not null, channel_key bigint not null, status_key bigint not null, is_booked boolean, is_kept boolean, is_paid boolean, is_fulfilled boolean, currency text, total_amount numeric(18,4), subtotal_amount numeric(18,4), discount_amount numeric(18,4), shipping_amount numeric(18,4), tax_amount numeric(18,4), charge_amount numeric(18,4), line_count bigint) partition by range (event_date);
create table star.fact_sales (order_no bigint not null, line_no bigint not null, event text not null, event_no bigint not null, event_date date not null, line_id text, order_date date, customer_key bigint not null, product_key bigint not null, geography_key bigint not null, campaign_key bigint not null, channel_key bigint not null, status_key bigint not null, is_booked boolean, is_kept boolean, is_paid boolean, is_fulfilled boolean, currency text, quantity numeric(18,4), unit_price numeric(18,4), gross_amount numeric(18,4), discount_amount numeric(18,4), returned_amount numeric(18,4), net_amount numeric(18,4), cost_amount numeric(18,4)) partition by range (event_date);
select format('create table star.%s_%s partition of star.%s for values from (%L) to (%L)', fact, to_char(month, 'YYYYMM'), fact, month::date, (month + interval '1 month')::date)
from (values ('fact_order'), ('fact_sales')) as facts (fact)
cross join (
    select generate_series(date_trunc('month', min(ordered_at)), date_trunc('month', greatest(max(ordered_at), max(cancelled_at), (select max(returned_at) from core.returned))), interval '1 month') as month
    from core.orders
) as months \gexec

insert into star.fact_order
select order_no, 'sale', 0, order_date, order_id, order_date, ordered_at, customer_key, geography_key, campaign_key, channel_key, status_key, is_booked, is_kept, is_paid, is_fulfilled, currency, total, subtotal, discount, shipping, tax, charges, line_count
from star.order_state
union all
select order_no, 'cancel', 0, cancel_date, order_id, order_date, ordered_at, customer_key, geography_key, campaign_key, channel_key, status_key, is_booked, is_kept, is_paid, is_fulfilled, currency, -total, -subtotal, -discount, -shipping, -tax, -charges, line_count
from star.order_state
where not is_kept
union all
select order_no, 'return', event_no, event_date, state.order_id, order_date, ordered_at, customer_key, geography_key, campaign_key, channel_key, status_key, is_booked, is_kept, is_paid, is_fulfilled, currency, null, null, null, null, null, null, line_count
from star.return_value
join star.order_state as state using (order_no);

insert into star.fact_sales
select order_no, line_no, 'sale', 0, order_date, line_id, order_date, customer_key, product_key, geography_key, campaign_key, channel_key, status_key, is_booked, is_kept, is_paid, is_fulfilled, currency, quantity, unit_price, gross, discount, 0, gross - discount, cost
from star.line_value
union all
select order_no, line_no, 'cancel', 0, cancel_date, line_id, order_date, customer_key, product_key, geography_key, campaign_key, channel_key, status_key, is_booked, is_kept, is_paid, is_fulfilled, currency, -quantity, unit_price, 0, 0, gross - discount, discount - gross, -cost
from star.line_value
where not is_kept
union all
select line.order_no, line.line_no, 'return', returned.event_no, returned.event_date, line.line_id, line.order_date, line.customer_key, line.product_key, line.geography_key, line.campaign_key, line.channel_key, line.status_key, line.is_booked, line.is_kept, line.is_paid, line.is_fulfilled, line.currency, -returned.quantity, line.unit_price, 0, 0, returned.returned_amount, -returned.returned_amount, -returned.cost
from star.return_value as returned
join star.line_value as line on line.line_no = returned.line_no;

create table star.fact_payment as
select payment_id, state.order_no, paid_at::date as paid_date, state.customer_key, state.geography_key, state.channel_key, coalesce(method.payment_method_key, 0) as payment_method_key, payment.status, payment.amount, payment.refunded, payment.fee, payment.financing, payment.tax_withheld, payment.net, payment.installments, payment.released_on
from core.payment
join star.order_state as state using (order_id)
left join star.dim_payment_method as method using (method_id);

create table star.fact_shipment as
select shipment_id, state.order_no, state.order_date, shipped_at::date as shipped_date, promised_on, delivered_at::date as delivered_date, state.customer_key, state.geography_key, coalesce(carrier_key, 0) as carrier_key, coalesce(warehouse_key, 0) as warehouse_key, cost, delivered_at::date - promised_on as delay_days
from core.shipment
join star.order_state as state using (order_id)
left join star.dim_carrier as carrier on carrier.name = shipment.carrier
left join star.dim_warehouse as warehouse on warehouse.name = shipment.warehouse;

create table star.fact_inventory as
select product_key, coalesce(warehouse_key, 0) as warehouse_key, day, on_hand
from core.inventory
join star.dim_product using (product_id)
left join star.dim_warehouse as warehouse on warehouse.name = inventory.warehouse;

create table star.fact_campaign_spend as
select campaign_key, day, amount, impressions, clicks from core.campaign_spend join star.dim_campaign using (campaign_id);
drop table star.line_value, star.return_value, star.order_state;
