-- days whose roll-up says something else than the orders it is made of
select coalesce(rolled.event_date, told.event_date) as event_date, rolled.orders as rolled_orders, told.orders as told_orders
from (
    select placed.event_date, sum(placed.order_count) as orders, sum(placed.header_gross_amount) as gross, sum(placed.header_returned_amount) as returned
    from (select *, event_date as day from mart.mart_order_day) as placed
    join touched_day using (day)
    group by placed.event_date
) as rolled
full join (
    select
        orders.event_date,
        count(*) filter (where orders.event = 'sale')::numeric as orders,
        sum(orders.header_gross) filter (where orders.event = 'sale') as gross,
        sum(orders.header_returned) as returned
    from (select *, event_date as day from star.fact_order) as orders
    join touched_day using (day)
    where orders.is_booked
    group by orders.event_date
) as told on told.event_date = rolled.event_date
where (rolled.orders, rolled.gross, rolled.returned) is distinct from (told.orders, told.gross, told.returned)
