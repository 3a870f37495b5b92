-- contradiction: tender-payment
-- en: what an order says it will be paid with is not the amount of its payments; amount: sum of the differences
-- needs: tender, payment
-- What came in; where nothing did, what was tried last.
with attempt as (
    select
        order_no,
        sum(amount) filter (where status in ('captured', 'part_refunded', 'refunded')) as came_in,
        (array_agg(amount order by paid_at desc nulls last, payment_no desc))[1] as last_tried
    from core.payment
    where not is_deleted
        and order_no is not null
    group by order_no
),
paid as (
    select
        order_no,
        coalesce(came_in, last_tried) as amount
    from attempt
),
tendered as (
    select
        order_no,
        sum(amount) as amount
    from core.tender
    where not is_deleted
    group by order_no
),
compared as (
    select abs(tendered.amount - paid.amount) as difference
    from tendered
    join paid on paid.order_no = tendered.order_no
)
select
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
