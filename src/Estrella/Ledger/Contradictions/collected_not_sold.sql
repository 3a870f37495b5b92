-- contradiction: collected-not-sold
-- en: a payment of the provider came in that no order names, or for more than was sold; amount: what is too much
-- other: order
-- needs: order.payment_id, payment
-- Found by value, as sold-not-collected. A cancelled order sold nothing: its payment should have been given back.
with sold as (
    select
        payment_id,
        max(file_no) as file_no,
        sum(coalesce(total, subtotal)) filter (where status is distinct from 'cancelled') as amount
    from core."order"
    where not is_deleted
        and payment_id is not null
    group by payment_id
),
collected as (
    select
        payment_id,
        max(file_no) as file_no,
        sum(amount - case when status = 'refunded' then coalesce(refunded, amount) else coalesce(refunded, 0) end) as amount
    from core.payment
    where not is_deleted
        and order_no is null
        and status in ('captured', 'part_refunded', 'refunded')
    group by payment_id
),
shop as (
    select max(file_no) as file_no
    from core."order"
    where payment_id is not null
    having count(distinct source_no) = 1
)
select
    collected.file_no as one_file_no,
    coalesce(sold.file_no, shop.file_no) as other_file_no,
    count(*) as compared_count,
    count(*) filter (where collected.amount - coalesce(sold.amount, 0) >= 0.01) as disagree_count,
    sum(collected.amount - coalesce(sold.amount, 0)) filter (where collected.amount - coalesce(sold.amount, 0) >= 0.01) as amount
from collected
left join sold using (payment_id)
left join shop on true
group by one_file_no, other_file_no
