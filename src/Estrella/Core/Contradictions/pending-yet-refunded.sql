-- kind: pending-yet-refunded
-- says: a pending order has a refunded payment
-- needs: order.status payment
-- amount: what was given back
with given as (
    select order_no, sum(coalesce(refunded, amount)) filter (where status = 'refunded') as amount
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select count(*) as compared, count(*) filter (where given.amount is not null) as disagree, sum(given.amount) as amount
from core.order as placed
join given using (order_no)
where placed.status = 'pending'
