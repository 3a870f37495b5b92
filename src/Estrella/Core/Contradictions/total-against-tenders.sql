-- kind: total-against-tenders
-- says: the order's total is not what the order says it will be paid
-- needs: order tender
-- amount: difference, without its sign
with told as (
    select order_no, sum(amount) as amount from core.tender where not is_inferred and not is_deleted group by order_no
)
select
    count(*) as compared,
    count(*) filter (where abs(placed.total - told.amount) > 0.01) as disagree,
    sum(abs(placed.total - told.amount)) filter (where abs(placed.total - told.amount) > 0.01) as amount
from core.order as placed
join told using (order_no)
where placed.total is not null
