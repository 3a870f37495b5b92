-- kind: refunded-not-returned
-- says: money was given back, but the order was neither cancelled nor anything returned
-- needs: order payment
-- amount: what was given back
with given as (
    select order_no, sum(coalesce(refunded, case when status = 'refunded' then amount end)) as amount
    from core.payment
    where not is_inferred and not is_deleted and status in ('part_refunded', 'refunded')
    group by order_no
)
select count(*) as compared, count(*) filter (where is_unexplained) as disagree, sum(amount) filter (where is_unexplained) as amount
from (
    select
        given.amount,
        placed.status is distinct from 'cancelled' and placed.cancelled_at is null
            and not exists (select from core.return where core.return.order_no = given.order_no and not core.return.is_deleted) as is_unexplained
    from given
    join core.order as placed using (order_no)
) as compared
