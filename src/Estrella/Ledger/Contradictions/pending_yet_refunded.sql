-- contradiction: pending-yet-refunded
-- en: an order is still pending, yet its payment was refunded; amount: what was given back
-- other: payment
-- needs: order.status, payment.status
with refund as (
    select
        order_no,
        max(file_no) as file_no,
        sum(case when status = 'refunded' then coalesce(refunded, amount) else refunded end) as amount
    from core.payment
    join touched_order using (order_no)
    where not is_deleted
        and status in ('refunded', 'part_refunded')
    group by order_no
)
select
    header.file_no as one_file_no,
    refund.file_no as other_file_no,
    count(*) as compared_count,
    count(refund.order_no) as disagree_count,
    sum(refund.amount) as amount
from core."order" as header
join touched_order using (order_no)
left join refund on refund.order_no = header.order_no
where not header.is_deleted
    and header.status = 'pending'
group by one_file_no, other_file_no
