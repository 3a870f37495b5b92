-- days whose roll-up says something else than the lines it is made of
select coalesce(rolled.event_date, told.event_date) as event_date, rolled.net_amount as rolled_net, told.net_amount as told_net
from (
    select product.event_date, sum(product.quantity) as quantity, sum(product.net_amount) as net_amount, sum(product.cost_amount) as cost_amount
    from (select *, event_date as day from mart.mart_product_day) as product
    join touched_day using (day)
    group by product.event_date
) as rolled
full join (
    select sales.event_date, sum(sales.quantity) as quantity, sum(sales.net_amount) as net_amount, sum(sales.cost_amount) as cost_amount
    from (select *, event_date as day from star.fact_sales) as sales
    join touched_day using (day)
    where sales.is_booked
    group by sales.event_date
) as told on told.event_date = rolled.event_date
where (rolled.quantity, rolled.net_amount, rolled.cost_amount) is distinct from (told.quantity, told.net_amount, told.cost_amount)
