-- discount_share.shares_add_up: the shares of an order's lines sum exactly to its discount
select
    order_no,
    state.order_discount,
    sum(share.share) as shares
from star.discount_share as share
join touched_order using (order_no)
join star.order_state as state using (order_no)
group by order_no, state.order_discount
having sum(share.share) <> round(state.order_discount, 2)
