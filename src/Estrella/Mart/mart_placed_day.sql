-- mart_placed_day: how many orders were placed, by day
-- grain: one row per order day, payment and fulfilment state
-- key: order_date, is_paid, is_fulfilled
-- touched by: order_date (touched_day)
-- from: mart.mart_order_day
-- order_date: day the orders were placed, which is that of their sale
-- is_paid: the orders are paid; false also where no export can tell
-- is_fulfilled: the orders are on their way or arrived; false also where no export can tell
-- order_count: orders placed; days and states may be added up, for each order stands in one row
-- order_with_lines_count: those with at least one line
-- order_with_header_count: those whose header says what they come to
select
    placed.event_date as order_date,
    placed.is_paid,
    placed.is_fulfilled,
    sum(placed.order_count)::bigint as order_count,
    sum(placed.order_with_lines_count)::bigint as order_with_lines_count,
    sum(placed.order_with_header_count)::bigint as order_with_header_count
from (select *, event_date as day from mart.mart_order_day) as placed
join touched_day using (day)
-- a day of which only what came back is told placed no order
where placed.order_count > 0
group by placed.event_date, placed.is_paid, placed.is_fulfilled
