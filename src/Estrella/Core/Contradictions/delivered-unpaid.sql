-- kind: delivered-unpaid
-- says: a delivered order has no payment that came in and stayed
-- needs: order.status payment
-- amount: total of those orders
with kept as (
    select order_no, bool_or(status in ('captured', 'part_refunded')) as is_paid
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select count(*) as compared, count(*) filter (where not coalesce(kept.is_paid, false)) as disagree,
    sum(placed.total) filter (where not coalesce(kept.is_paid, false)) as amount
from core.order as placed
left join kept using (order_no)
where placed.status = 'delivered'
