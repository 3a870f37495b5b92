-- mart_order_day: orders by day, place, campaign and channel, with the money of their headers
-- grain: one row per event day, order day, place, campaign, channel, currency, payment and fulfilment state
-- key: event_date, order_date, geography_key, campaign_key, channel_key, currency, is_paid, is_fulfilled
-- touched by: event_date (touched_day)
-- from: star.fact_order
-- references: geography_key, campaign_key, channel_key
-- event_date: day of the sale, cancellation or return
-- order_date: day the order was placed
-- geography_key: where the order went; 0: unknown
-- campaign_key: campaign the order names; 0: none
-- channel_key: sales channel; 0: none said
-- currency: ISO 4217 code of the amounts; empty: the shop's own
-- is_paid: the orders are paid; false also where no export can tell
-- is_fulfilled: the orders are on their way or arrived; false also where no export can tell
-- order_count: orders placed; days, places and channels may be added up, for each order stands in one row
-- kept_order_count: those not wholly cancelled
-- order_with_lines_count: those with at least one line
-- header_gross_amount: subtotal, else total, of orders placed; null: no header says one
-- header_discount_amount: discount of orders placed; null: no header says one
-- header_returned_amount: what headers took back
select
    orders.event_date,
    orders.order_date,
    orders.geography_key,
    orders.campaign_key,
    orders.channel_key,
    coalesce(orders.currency, '') as currency,
    coalesce(orders.is_paid, false) as is_paid,
    coalesce(orders.is_fulfilled, false) as is_fulfilled,
    count(*) filter (where orders.event = 'sale') as order_count,
    count(*) filter (where orders.event = 'sale' and orders.is_kept) as kept_order_count,
    count(*) filter (where orders.event = 'sale' and orders.line_count > 0) as order_with_lines_count,
    (sum(orders.header_gross) filter (where orders.event = 'sale'))::numeric(18, 4) as header_gross_amount,
    (sum(orders.discount_amount) filter (where orders.event = 'sale'))::numeric(18, 4) as header_discount_amount,
    sum(orders.header_returned)::numeric(18, 4) as header_returned_amount
from (select *, event_date as day from star.fact_order) as orders
join touched_day using (day)
where orders.is_booked
group by 1, 2, 3, 4, 5, 6, 7, 8
