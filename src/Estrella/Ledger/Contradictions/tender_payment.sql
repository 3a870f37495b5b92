-- contradiction: tender-payment
-- en: what an order says it will be paid with is not the amount of its payments; amount: sum of the differences
-- other: payment
-- needs: tender, payment
-- What came in; where nothing did, what was tried last.
with attempt as (
    select
        order_no,
        max(file_no) as file_no,
        sum(amount) filter (where status in ('captured', 'part_refunded', 'refunded')) as came_in
    from core.payment
    join touched_order using (order_no)
    where not is_deleted
        and order_no is not null
    group by order_no
),
last_try as (
    select distinct on (order_no)
        order_no,
        payment.amount
    from core.payment
    join attempt using (order_no)
    where not is_deleted
        and came_in is null
    order by order_no, paid_at desc nulls last, payment_no desc
),
paid as (
    select
        order_no,
        attempt.file_no,
        coalesce(came_in, last_try.amount) as amount
    from attempt
    left join last_try using (order_no)
),
tendered as (
    select
        order_no,
        max(file_no) as file_no,
        sum(amount) as amount
    from core.tender
    join touched_order using (order_no)
    where not is_deleted
    group by order_no
),
compared as (
    select
        tendered.file_no as one_file_no,
        paid.file_no as other_file_no,
        abs(tendered.amount - paid.amount) as difference
    from tendered
    join paid on paid.order_no = tendered.order_no
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
group by one_file_no, other_file_no
