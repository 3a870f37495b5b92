-- contradiction: cancelled-yet-paid
-- en: an order is cancelled, yet its payment was captured and not given back; amount: what was kept
-- other: payment
-- needs: order.status or order.cancelled_at, payment.status
with kept as (
    select
        order_no,
        max(file_no) as file_no,
        sum(amount - coalesce(refunded, 0)) as amount
    from core.payment
    join touched_order using (order_no)
    where not is_deleted
        and status in ('captured', 'part_refunded')
    group by order_no
)
select
    header.file_no as one_file_no,
    kept.file_no as other_file_no,
    count(*) as compared_count,
    count(*) filter (where kept.amount > 0) as disagree_count,
    sum(kept.amount) filter (where kept.amount > 0) as amount
from core."order" as header
join touched_order using (order_no)
left join kept on kept.order_no = header.order_no
where not header.is_deleted
    and (header.status = 'cancelled' or header.cancelled_at is not null)
group by one_file_no, other_file_no
