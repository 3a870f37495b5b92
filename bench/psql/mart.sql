-- roll-ups a page asks
create materialized view mart.product_day as
select event_date, order_date, product_key, currency, is_paid, is_fulfilled, sum(quantity) as quantity, sum(gross_amount) as gross_amount, sum(discount_amount) as discount_amount, sum(returned_amount) as returned_amount, sum(net_amount) as net_amount, sum(cost_amount) as cost_amount, count(*) filter (where event = 'sale') as line_count
from star.fact_sales
where is_booked
group by event_date, order_date, product_key, currency, is_paid, is_fulfilled;
create unique index on mart.product_day (event_date, order_date, product_key, currency, is_paid, is_fulfilled);

create materialized view mart.order_day as
select event_date, order_date, geography_key, campaign_key, channel_key, currency, is_paid, is_fulfilled, count(*) filter (where event = 'sale') as order_count, sum(subtotal_amount) filter (where event = 'sale') as gross_amount, sum(discount_amount) filter (where event = 'sale') as discount_amount, count(*) filter (where event = 'sale' and is_kept) as kept_order_count
from star.fact_order
where is_booked
group by event_date, order_date, geography_key, campaign_key, channel_key, currency, is_paid, is_fulfilled;
create unique index on mart.order_day (event_date, order_date, geography_key, campaign_key, channel_key, currency, is_paid, is_fulfilled);

create view mart.revenue_month as
select date_trunc('month', event_date)::date as month, currency, sum(quantity) as units, sum(gross_amount) as gross_sales, sum(discount_amount) as discounts, sum(returned_amount) as returns, sum(net_amount) as net_sales
from mart.product_day
group by 1, 2;
analyze mart.product_day, mart.order_day;
