-- kind: paid-before-ordered
-- says: a payment precedes its order
-- needs: order.ordered_at payment.paid_at
-- amount: those payments
select
    count(*) as compared,
    count(*) filter (where payment.paid_at < placed.ordered_at) as disagree,
    sum(payment.amount) filter (where payment.paid_at < placed.ordered_at) as amount
from core.payment
join core.order as placed using (order_no)
where not payment.is_deleted and payment.paid_at is not null and placed.ordered_at is not null
