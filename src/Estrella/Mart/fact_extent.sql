-- fact_extent: from which day to which day each fact is known
-- kind: materialized view
-- grain: one row per fact and basis
-- key: fact, basis
-- from: star.fact_sales, star.fact_order, star.fact_payment, star.fact_shipment, star.fact_inventory
-- from: star.fact_campaign_spend, star.fact_touch, star.fact_cart, star.fact_review, star.dim_customer
-- fact: name of the fact
-- basis: event: by the day it happened; order: by the day its order was placed
-- first_day: first day with such a fact; null: there is none
-- last_day: last day with such a fact
-- row_count: facts, the undated too
select 'sales' as fact, 'event' as basis, min(event_date) as first_day, max(event_date) as last_day, count(*) as row_count
from star.fact_sales
union all
select 'sales', 'order', min(order_date), max(order_date), count(*) from star.fact_sales
union all
select 'order', 'event', min(event_date), max(event_date), count(*) from star.fact_order
union all
select 'order', 'order', min(order_date), max(order_date), count(*) from star.fact_order
union all
select 'header', 'event', min(event_date), max(event_date), count(*) from star.fact_order where header_net is not null
union all
select 'header', 'order', min(order_date), max(order_date), count(*) from star.fact_order where header_net is not null
union all
select 'payment', 'event', min(paid_date), max(paid_date), count(*) from star.fact_payment
union all
select 'payment', 'order', min(coalesce(order_date, paid_date)), max(coalesce(order_date, paid_date)), count(*) from star.fact_payment
union all
select
    'shipment', 'event', min(coalesce(shipped_date, delivered_date)),
    greatest(max(shipped_date), max(delivered_date)), count(*)
from star.fact_shipment
union all
select 'inventory', 'event', min(nullif(snapshot_date, '-infinity')), max(nullif(snapshot_date, '-infinity')), count(*)
from star.fact_inventory
union all
select 'campaign_spend', 'event', min(spend_date), max(spend_date), count(*) from star.fact_campaign_spend
union all
select 'touch', 'event', min(touched_date), max(touched_date), count(*) from star.fact_touch
union all
select 'cart', 'event', min(added_date), max(added_date), count(*) from star.fact_cart
union all
select 'review', 'event', min(reviewed_date), max(reviewed_date), count(*) from star.fact_review
union all
select 'customer', 'event', min(registered_date), max(registered_date), count(*) from star.dim_customer where is_current
