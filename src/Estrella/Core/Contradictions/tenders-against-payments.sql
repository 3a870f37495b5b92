-- kind: tenders-against-payments
-- says: what the order says it will be paid is not what was paid, or tried where nothing came in
-- needs: tender payment
-- amount: difference, without its sign
with told as (
    select order_no, sum(amount) as amount from core.tender where not is_inferred and not is_deleted group by order_no
),
tried as (
    select
        order_no,
        coalesce(sum(amount) filter (where status in ('captured', 'part_refunded', 'refunded')), max(amount)) as amount
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select
    count(*) as compared,
    count(*) filter (where abs(told.amount - tried.amount) > 0.01) as disagree,
    sum(abs(told.amount - tried.amount)) filter (where abs(told.amount - tried.amount) > 0.01) as amount
from told
join tried using (order_no)
