-- contradiction: tender-method
-- en: an order was paid by a method it did not name; amount: those payments
-- other: payment
-- needs: tender.method, payment.method
with named as (
    select
        order_no,
        max(file_no) as file_no,
        array_agg(payment_method_no) as methods
    from core.tender
    join touched_order using (order_no)
    where not is_deleted
        and payment_method_no is not null
    group by order_no
),
compared as (
    select
        payment.order_no,
        max(named.file_no) as one_file_no,
        max(payment.file_no) as other_file_no,
        sum(payment.amount) filter (where payment.payment_method_no <> all (named.methods)) as amount
    from core.payment as payment
    join touched_order using (order_no)
    join named on named.order_no = payment.order_no
    where not payment.is_deleted
        and payment.payment_method_no is not null
    group by payment.order_no
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(amount) as disagree_count,
    sum(amount) as amount
from compared
group by one_file_no, other_file_no
