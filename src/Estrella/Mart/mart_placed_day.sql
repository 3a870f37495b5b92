-- mart_placed_day: how many orders were placed, by day
-- grain: one row per order day, payment and fulfilment state
-- key: order_date, is_paid, is_fulfilled
-- touched by: order_date (touched_day)
-- from: star.fact_order
-- order_date: day the orders were placed, which is that of their sale
-- is_paid: the orders are paid; false also where no export can tell
-- is_fulfilled: the orders are on their way or arrived; false also where no export can tell
-- order_count: orders placed; days and states may be added up, for each order stands in one row
-- order_with_lines_count: those with at least one line
-- order_with_header_count: those whose header says what they come to
select
    placed.event_date as order_date,
    coalesce(placed.is_paid, false) as is_paid,
    coalesce(placed.is_fulfilled, false) as is_fulfilled,
    count(*) as order_count,
    count(*) filter (where placed.line_count > 0) as order_with_lines_count,
    count(*) filter (where placed.header_net is not null) as order_with_header_count
from (select *, event_date as day from star.fact_order) as placed
join touched_day using (day)
where placed.event = 'sale'
    and placed.is_booked
group by 1, 2, 3
