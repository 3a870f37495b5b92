-- contradiction: refunded-not-returned
-- en: a payment was refunded, yet its order is neither cancelled nor returned; amount: what was given back
-- other: payment
-- needs: order, payment.status
with refund as (
    select
        order_no,
        max(file_no) as file_no,
        count(*) as payment_count,
        sum(case when status = 'refunded' then coalesce(refunded, amount) else refunded end) as amount
    from core.payment
    join touched_order using (order_no)
    where not is_deleted
        and status in ('refunded', 'part_refunded')
        and order_no is not null
    group by order_no
),
compared as (
    select
        header.file_no as one_file_no,
        refund.file_no as other_file_no,
        refund.payment_count,
        refund.amount,
        header.status in ('cancelled', 'returned', 'part_returned')
            or header.cancelled_at is not null
            or exists (select from core.return as goods where goods.order_no = header.order_no and not goods.is_deleted) as is_reversed
    from refund
    join core."order" as header on header.order_no = refund.order_no
    where not header.is_deleted
)
select
    one_file_no,
    other_file_no,
    coalesce(sum(payment_count), 0)::bigint as compared_count,
    coalesce(sum(payment_count) filter (where is_reversed is not true), 0)::bigint as disagree_count,
    sum(amount) filter (where is_reversed is not true) as amount
from compared
group by one_file_no, other_file_no
