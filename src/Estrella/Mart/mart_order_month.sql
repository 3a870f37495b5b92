-- mart_order_month: orders by month and place
-- grain: one row per event month, place and currency
-- key: month, geography_key, currency
-- touched by: month (touched_month)
-- from: mart.mart_order_day, star.dim_date
-- references: geography_key
-- month: first day of the month of the sale, cancellation or return
-- geography_key: where the order went; 0: unknown
-- currency: ISO 4217 code of the amounts; empty: the shop's own
-- order_count: orders placed
-- kept_order_count: those not wholly cancelled
-- order_with_lines_count: those with at least one line
-- first_order_date: day the first of the orders was placed
-- last_order_date: day the last of them was placed
select
    calendar.month,
    placed.geography_key,
    placed.currency,
    sum(placed.order_count)::bigint as order_count,
    sum(placed.kept_order_count)::bigint as kept_order_count,
    sum(placed.order_with_lines_count)::bigint as order_with_lines_count,
    min(placed.order_date) as first_order_date,
    max(placed.order_date) as last_order_date
from (select date_key as day, month_start as month from star.dim_date) as calendar
join touched_month using (month)
join mart.mart_order_day as placed on placed.event_date = calendar.day
group by calendar.month, placed.geography_key, placed.currency
