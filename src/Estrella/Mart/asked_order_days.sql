-- asked_order_days: on which day an order counts: the day it was placed, or with payments those its money came in
-- kind: function
-- grain: one row per order, with payments one per captured payment
-- from: mart.asked_orders, mart.asked_payments
create or replace function mart.asked_order_days(money text, scope text, basis text, filters jsonb)
returns table (order_no bigint, day date)
language sql stable parallel safe
as $$
    select placed.order_no, placed.order_date
    from mart.asked_orders(money, scope, filters) as placed
    where money <> 'payments'
    union all
    select payment.order_no, payment.day
    from mart.asked_payments(scope, basis, 'nominal', null, filters) as payment
    where money = 'payments' and payment.is_captured
$$;
