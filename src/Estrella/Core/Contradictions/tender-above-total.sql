-- kind: tender-above-total
-- says: the order says it will be paid more than its total
-- needs: order tender
-- amount: what is above
with told as (
    select order_no, sum(amount) as amount from core.tender where not is_inferred and not is_deleted group by order_no
)
select
    count(*) as compared,
    count(*) filter (where told.amount > placed.total) as disagree,
    sum(told.amount - placed.total) filter (where told.amount > placed.total) as amount
from core.order as placed
join told using (order_no)
where placed.total is not null
