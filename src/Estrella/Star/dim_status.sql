-- dim_status: states an order may be in, of fulfilment and of payment
-- grain: one row per pair of order status and payment status
-- key: status_key
-- natural: order_status, payment_status
-- from: core.order
-- status_key: surrogate key; 0 is an order that tells neither
-- order_status: draft, test, pending, processing, part_shipped, shipped, delivered, part_returned, returned, cancelled, failed or unmapped
-- payment_status: pending, authorised, captured, part_refunded, refunded, failed, voided, disputed or unmapped
select distinct
    orders.status as order_status,
    orders.payment_status
from core.order as orders
join touched_order using (order_no)
where num_nonnulls(orders.status, orders.payment_status) > 0
