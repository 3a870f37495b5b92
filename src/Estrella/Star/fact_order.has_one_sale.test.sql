-- fact_order.has_one_sale: every order whose day is known has one sale, and a cancel exactly if it is not kept
select
    order_no,
    count(*) filter (where event = 'sale') as sales,
    count(*) filter (where event = 'cancel') as cancels
from star.order_state as state
join touched_order using (order_no)
left join star.fact_order as fact using (order_no)
group by order_no, state.is_kept
having count(*) filter (where event = 'sale') <> 1
    or count(*) filter (where event = 'cancel') <> case when state.is_kept then 0 else 1 end
