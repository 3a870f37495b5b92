-- contradiction: sold-not-collected
-- en: an order names a payment of the provider that did not come in, or not whole; amount: what is missing
-- other: payment
-- needs: order.payment_id, payment
-- Found by value: the id an order names, among the ids of payments that name no order. One payment may be of several orders.
with sold as (
    select
        payment_id,
        max(file_no) as file_no,
        sum(coalesce(total, subtotal)) as amount
    from core."order"
    where not is_deleted
        and payment_id is not null
        and status is distinct from 'cancelled'
    group by payment_id
),
collected as (
    select
        payment_id,
        max(file_no) as file_no,
        sum(amount - case when status = 'refunded' then coalesce(refunded, amount) else coalesce(refunded, 0) end)
            filter (where status in ('captured', 'part_refunded', 'refunded')) as amount
    from core.payment
    where not is_deleted
        and order_no is null
    group by payment_id
),
-- Of a payment that is nowhere, the provider's export is to blame, where there is but one.
provider as (
    select max(file_no) as file_no
    from core.payment
    where order_no is null
    having count(distinct source_no) = 1
)
select
    sold.file_no as one_file_no,
    coalesce(collected.file_no, provider.file_no) as other_file_no,
    count(*) as compared_count,
    count(*) filter (where sold.amount - coalesce(collected.amount, 0) >= 0.01) as disagree_count,
    sum(sold.amount - coalesce(collected.amount, 0)) filter (where sold.amount - coalesce(collected.amount, 0) >= 0.01) as amount
from sold
left join collected using (payment_id)
left join provider on true
group by one_file_no, other_file_no
