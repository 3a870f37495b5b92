-- fact_tender: how orders say they will be paid
-- grain: one row per order and method said
-- key: tender_no
-- touched by: order_no
-- from: core.tender, star.order_state, star.dim_payment_method
-- references: customer_key, payment_method_key
-- index: order_no (the tenders of an order, which an increment rebuilds)
-- tender_no: number of the tender in core
-- order_no: number of the order in core
-- order_date: day the order was placed
-- customer_key: the customer as they were when the order was placed; 0: anonymous
-- payment_method_key: way to pay
-- amount: amount said
-- currency: ISO 4217 code; null: the shop's own
select
    tender.tender_no,
    tender.order_no,
    state.order_date,
    state.customer_key,
    coalesce(method.payment_method_key, 0) as payment_method_key,
    tender.amount,
    state.currency
from core.tender
join touched_order using (order_no)
join star.order_state as state using (order_no)
left join star.dim_payment_method as method using (payment_method_no)
where not tender.is_inferred
    and (not tender.is_deleted or state.is_deleted)
