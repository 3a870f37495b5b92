-- days on which other orders were placed than in their places
select coalesce(rolled.day, placed.day) as day, rolled.orders as rolled_orders, placed.orders as placed_orders
from (
    select total.day, sum(total.order_count) as orders, sum(total.order_with_lines_count) as with_lines
    from (select *, order_date as day from mart.mart_placed_day) as total
    join touched_day using (day)
    group by total.day
) as rolled
full join (
    select each.day, sum(each.order_count) as orders, sum(each.order_with_lines_count) as with_lines
    from (select *, event_date as day from mart.mart_order_day) as each
    join touched_day using (day)
    group by each.day
    having sum(each.order_count) > 0
) as placed on placed.day = rolled.day
where (rolled.orders, rolled.with_lines) is distinct from (placed.orders, placed.with_lines)
