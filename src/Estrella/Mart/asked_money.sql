-- asked_money: money of orders by the asked origin: lines, headers or payments, never mixed
-- kind: function
-- grain: one row per order line and event, header event or payment
-- from: mart.asked_sales, mart.asked_headers, mart.asked_payments
create or replace function mart.asked_money(
    money text, scope text, basis text, terms text, at_month date, filters jsonb)
returns table (
    order_no bigint, order_date date, day date, is_sale boolean, customer_no bigint, geography_key bigint, campaign_key bigint,
    is_kept boolean, currency text, quantity numeric, gross numeric, discounts numeric, returned numeric, net numeric)
language sql stable parallel safe
as $$
    select
        sales.order_no, sales.order_date, sales.day, sales.event = 'sale', sales.customer_no, sales.geography_key,
        sales.campaign_key, sales.is_kept, sales.currency, sales.quantity, sales.gross, sales.discounts, sales.returned,
        sales.net
    from mart.asked_sales(scope, basis, terms, at_month, filters) as sales
    where money = 'lines'
    union all
    -- a header without a discount of its own: unknown to show, 0 to count with
    select
        header.order_no, header.order_date, header.day, header.event = 'sale', header.customer_no, header.geography_key,
        header.campaign_key, header.is_kept, header.currency, null, header.gross, header.discounts, header.returned,
        header.gross - coalesce(header.discounts, 0) - header.returned
    from mart.asked_headers(scope, basis, terms, at_month, filters) as header
    where money = 'headers'
    union all
    -- an order counts where its money came in
    select
        payment.order_no, payment.order_date, payment.day, true, null, payment.geography_key, null, null,
        payment.currency, null, payment.captured, null, payment.refunded, payment.captured - payment.refunded
    from mart.asked_payments(scope, basis, terms, at_month, filters) as payment
    where money = 'payments' and payment.is_captured
$$;
