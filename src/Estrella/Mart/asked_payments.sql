-- asked_payments: payment attempts, of the asked scope and filters, on the asked basis and in the asked terms
-- kind: function
-- grain: one row per payment attempt
-- from: star.fact_payment, star.dim_payment_method, mart.asked_factor, mart.told, mart.in_scope, mart.filtered_order
-- from: mart.filtered_basket, mart.asks_product, mart.asks_order
create or replace function mart.asked_payments(scope text, basis text, terms text, at_month date, filters jsonb)
returns table (
    payment_no bigint, order_no bigint, order_date date, day date, geography_key bigint, payment_method_key bigint,
    payment_status text, is_captured boolean, is_decided boolean, currency text, amount numeric, captured numeric, refunded numeric)
language sql stable parallel safe
as $$
    -- a payment takes its order's day for rates and index, and answers for its own method, not its order's
    select
        payment.payment_no,
        payment.order_no,
        payment.order_date,
        case basis when 'order' then coalesce(payment.order_date, payment.paid_date) else payment.paid_date end as day,
        payment.geography_key,
        payment.payment_method_key,
        payment.payment_status,
        payment.is_captured,
        payment.is_decided,
        payment.currency,
        mart.told(payment.amount, rate.factor) as amount,
        mart.told(payment.captured_amount, rate.factor) as captured,
        mart.told(payment.refunded_amount, rate.factor) as refunded
    from star.fact_payment as payment
    left join star.dim_payment_method as method on method.payment_method_key = payment.payment_method_key
    left join mart.asked_factor(terms, at_month) as rate
        on rate.currency = coalesce(payment.currency, '') and rate.order_date = coalesce(payment.order_date, payment.paid_date)
    left join mart.filtered_basket(filters) as basket on basket.order_no = payment.order_no
    left join mart.filtered_order(filters - 'payment_method') as wanted on wanted.order_no = payment.order_no
    where mart.in_scope(scope, payment.is_booked, payment.is_paid, payment.is_fulfilled)
      and (filters -> 'payment_method' is null
          or (filters -> 'payment_method') ?| array[method.payment_method_id, method.name])
      and (not mart.asks_product(filters) or basket.order_no is not null)
      and (not mart.asks_order(filters - 'payment_method') or wanted.order_no is not null)
$$;
