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
with sales as materialized (
    select min(event_date) as first_event, max(event_date) as last_event, min(order_date) as first_order, max(order_date) as last_order, count(*) as rows
    from star.fact_sales
),
orders as materialized (
    select
        min(event_date) as first_event, max(event_date) as last_event, min(order_date) as first_order, max(order_date) as last_order, count(*) as rows,
        min(event_date) filter (where header_net is not null) as first_header, max(event_date) filter (where header_net is not null) as last_header,
        min(order_date) filter (where header_net is not null) as first_header_order,
        max(order_date) filter (where header_net is not null) as last_header_order,
        count(header_net) as headers
    from star.fact_order
),
payments as materialized (
    select
        min(paid_date) as first_event, max(paid_date) as last_event,
        min(coalesce(order_date, paid_date)) as first_order, max(coalesce(order_date, paid_date)) as last_order, count(*) as rows
    from star.fact_payment
)
select 'sales' as fact, 'event' as basis, first_event as first_day, last_event as last_day, rows as row_count from sales
union all
select 'sales', 'order', first_order, last_order, rows from sales
union all
select 'order', 'event', first_event, last_event, rows from orders
union all
select 'order', 'order', first_order, last_order, rows from orders
union all
select 'header', 'event', first_header, last_header, headers from orders
union all
select 'header', 'order', first_header_order, last_header_order, headers from orders
union all
select 'payment', 'event', first_event, last_event, rows from payments
union all
select 'payment', 'order', first_order, last_order, rows from payments
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
