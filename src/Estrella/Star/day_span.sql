-- day_span: on which days facts lie, how many, and how far their other dates reach
-- grain: one row per fact and day
-- key: day, fact
-- touched by: day (touched_day)
-- from: star.fact_sales, star.fact_order, star.fact_payment, star.fact_shipment, star.fact_inventory
-- from: star.fact_campaign_spend, star.fact_touch, star.fact_cart, star.fact_review
-- index: first_date (where the calendar begins)
-- index: last_date (where it ends)
-- fact: sales, order, header, payment, shipment, inventory, campaign_spend, touch, cart, review
-- day: day of the event; of a parcel the days it left and arrived
-- fact_count: facts of the day
-- first_order_date: first day on which an order of theirs was placed; the day itself where there is no order
-- last_order_date: last day on which an order of theirs was placed; the day itself where there is no order
-- first_date: first of all dates of theirs
-- last_date: last of all dates of theirs
with dated as not materialized (
    select 'sales' as fact, event_date as day, order_date, order_date as first_date, event_date as last_date from star.fact_sales
    union all
    select 'order', event_date, order_date, order_date, event_date from star.fact_order
    union all
    select
        'payment', paid_date, coalesce(order_date, paid_date),
        least(paid_date, order_date, refunded_date, released_date), greatest(paid_date, order_date, refunded_date, released_date)
    from star.fact_payment
    union all
    select
        'shipment', shipped_date, shipped_date,
        least(ordered_date, shipped_date, promised_date, delivered_date), greatest(ordered_date, shipped_date, promised_date, delivered_date)
    from star.fact_shipment
    union all
    select
        'shipment', delivered_date, delivered_date,
        least(ordered_date, promised_date, delivered_date), greatest(ordered_date, promised_date, delivered_date)
    from star.fact_shipment
    union all
    select 'inventory', snapshot_date, snapshot_date, snapshot_date, snapshot_date from star.fact_inventory
    union all
    select 'campaign_spend', spend_date, spend_date, spend_date, spend_date from star.fact_campaign_spend
    union all
    select 'touch', touched_date, touched_date, touched_date, touched_date from star.fact_touch
    union all
    select 'cart', added_date, added_date, added_date, added_date from star.fact_cart
    union all
    select 'review', reviewed_date, reviewed_date, reviewed_date, reviewed_date from star.fact_review
)

-- a union whose parts have conditions is not looked up by its days: headers stand apart
select
    fact,
    day,
    count(*) as fact_count,
    min(order_date) as first_order_date,
    max(order_date) as last_order_date,
    least(day, min(first_date) filter (where first_date > '-infinity')) as first_date,
    greatest(day, max(last_date)) as last_date
from dated
join touched_day using (day)
where day > '-infinity'
group by fact, day
union all
select 'header', day, count(*), min(order_date), max(order_date), min(order_date), day
from (select event_date as day, order_date from star.fact_order where header_net is not null) as header
join touched_day using (day)
group by day
