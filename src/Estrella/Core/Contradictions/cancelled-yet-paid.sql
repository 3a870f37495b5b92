-- kind: cancelled-yet-paid
-- says: a cancelled order was paid, and the money was not given back
-- needs: order.status payment
-- amount: what was kept
with kept as (
    select
        order_no,
        sum(amount - coalesce(refunded, case when status = 'refunded' then amount else 0 end))
            filter (where status in ('captured', 'part_refunded', 'refunded')) as amount
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select count(*) as compared, count(*) filter (where kept.amount > 0) as disagree, sum(kept.amount) filter (where kept.amount > 0) as amount
from core.order as placed
join kept using (order_no)
where placed.status = 'cancelled'
