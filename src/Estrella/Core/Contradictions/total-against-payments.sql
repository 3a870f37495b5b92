-- kind: total-against-payments
-- says: the order's total is not what was paid, or tried to be paid where nothing came in
-- needs: order payment
-- amount: difference, without its sign
with tried as (
    select
        order_no,
        coalesce(sum(amount) filter (where status in ('captured', 'part_refunded', 'refunded')), max(amount)) as amount
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select
    count(*) as compared,
    count(*) filter (where abs(placed.total - tried.amount) > 0.01) as disagree,
    sum(abs(placed.total - tried.amount)) filter (where abs(placed.total - tried.amount) > 0.01) as amount
from core.order as placed
join tried using (order_no)
where placed.total is not null
