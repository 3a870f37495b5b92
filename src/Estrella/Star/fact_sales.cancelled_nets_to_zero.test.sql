-- fact_sales.cancelled_nets_to_zero: an order that is not kept is sold and reversed line by line, so nothing is left of it
select
    order_no,
    sum(quantity) as quantity,
    sum(net_amount) as net_amount,
    sum(cost_amount) as cost_amount
from star.fact_sales
join touched_order using (order_no)
where not is_kept
group by order_no
having sum(quantity) <> 0
    or sum(net_amount) <> 0
    or sum(cost_amount) <> 0
