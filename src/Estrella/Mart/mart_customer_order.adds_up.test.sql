-- customers whose sequence has other orders, or other money, than their orders
select coalesce(rolled.buyer_no, told.buyer_no) as customer_no, rolled.orders as rolled_orders, told.orders as told_orders, rolled.net as rolled_net, told.net as told_net
from (
    select kept.buyer_no, sum(kept.order_count) as orders, max(kept.order_seq) as last_seq, sum(kept.net_amount) as net
    from (select *, customer_no as buyer_no from mart.mart_customer_order) as kept
    join touched_buyer using (buyer_no)
    group by kept.buyer_no
) as rolled
full join (
    select placed.buyer_no, count(distinct placed.order_no) as orders, sum(sold.net_amount) as net
    from (select *, customer_no as buyer_no from star.fact_order) as placed
    join touched_buyer using (buyer_no)
    left join mart.mart_order_sales as sold on sold.order_no = placed.order_no
    where placed.event = 'sale'
        and placed.customer_no <> 0
        and placed.is_booked
        and placed.is_kept
        and placed.line_count > 0
    group by placed.buyer_no
) as told on told.buyer_no = rolled.buyer_no
where (rolled.orders, rolled.last_seq, rolled.net) is distinct from (told.orders, told.orders, told.net)
