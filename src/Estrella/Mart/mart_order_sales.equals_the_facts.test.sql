-- orders that come to something else than their lines
select coalesce(rolled.order_no, told.order_no) as order_no, rolled.net as rolled_net, told.net as told_net
from (
    select order_no, sum(each.gross_amount) as gross, sum(each.discount_amount) as discount, sum(each.returned_amount) as returned, sum(each.net_amount) as net
    from mart.mart_order_sales as each
    join touched_order using (order_no)
    group by order_no
) as rolled
full join (
    select order_no, sum(sales.gross_amount) as gross, sum(sales.discount_amount) as discount, sum(sales.returned_amount) as returned, sum(sales.net_amount) as net
    from star.fact_sales as sales
    join touched_order using (order_no)
    where sales.is_booked
        and order_no <> 0
    group by order_no
) as told on told.order_no = rolled.order_no
where (rolled.gross, rolled.discount, rolled.returned, rolled.net) is distinct from (told.gross, told.discount, told.returned, told.net)
