-- contradiction: delivered-not-paid
-- en: an order is delivered, yet no payment of it was captured and kept; amount: the orders' totals
-- other: payment
-- needs: order.status, payment.status
with paid as (
    select
        order_no,
        max(file_no) as file_no
    from core.payment
    join touched_order using (order_no)
    where not is_deleted
        and status in ('captured', 'part_refunded')
    group by order_no
)
select
    header.file_no as one_file_no,
    paid.file_no as other_file_no,
    count(*) as compared_count,
    count(*) filter (where paid.order_no is null) as disagree_count,
    sum(coalesce(header.total, header.subtotal)) filter (where paid.order_no is null) as amount
from core."order" as header
join touched_order using (order_no)
left join paid on paid.order_no = header.order_no
where not header.is_deleted
    and header.status = 'delivered'
group by one_file_no, other_file_no
