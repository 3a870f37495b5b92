-- contradiction: payment-before-order
-- en: a payment lies on a day before its order's; amount: those payments
-- other: payment
-- needs: order.ordered_at, payment.paid_at
with compared as (
    select
        header.file_no as one_file_no,
        payment.file_no as other_file_no,
        payment.amount,
        (payment.paid_at at time zone shop.zone)::date < (header.ordered_at at time zone shop.zone)::date as is_before
    from core.payment as payment
    join touched_order using (order_no)
    join core."order" as header on header.order_no = payment.order_no
    cross join estrella.shop as shop
    where not payment.is_deleted
        and not header.is_deleted
        and payment.paid_at is not null
        and header.ordered_at is not null
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(*) filter (where is_before) as disagree_count,
    sum(amount) filter (where is_before) as amount
from compared
group by one_file_no, other_file_no
