-- asked_headers: orders placed, cancelled and returned as their headers tell them, in the asked terms
-- kind: function
-- grain: one row per order, event and number
-- from: star.fact_order, mart.asked_factor, mart.told, mart.in_scope, mart.filtered_order, mart.filtered_basket
-- from: mart.asks_product, mart.asks_order
create or replace function mart.asked_headers(scope text, basis text, terms text, at_month date, filters jsonb)
returns table (
    order_no bigint, event text, event_no bigint, order_date date, day date, customer_no bigint, geography_key bigint, campaign_key bigint,
    is_kept boolean, currency text, gross numeric, discounts numeric, returned numeric)
language sql stable parallel safe
as $$
    select
        placed.order_no,
        placed.event,
        placed.event_no,
        placed.order_date,
        case basis when 'order' then placed.order_date else placed.event_date end as day,
        placed.customer_no,
        placed.geography_key,
        placed.campaign_key,
        placed.is_kept,
        placed.currency,
        mart.told(placed.header_gross, rate.factor) as gross,
        -- a cancelled order's discount is within what it takes back
        case placed.event when 'sale' then mart.told(placed.discount_amount, rate.factor) end as discounts,
        mart.told(placed.header_returned, rate.factor) as returned
    from star.fact_order as placed
    left join mart.asked_factor(terms, at_month) as rate
        on rate.currency = coalesce(placed.currency, '') and rate.order_date = placed.order_date
    left join mart.filtered_basket(filters) as basket on basket.order_no = placed.order_no
    left join mart.filtered_order(filters) as wanted on wanted.order_no = placed.order_no
    where mart.in_scope(scope, placed.is_booked, placed.is_paid, placed.is_fulfilled)
      and placed.header_net is not null
      and (not mart.asks_product(filters) or basket.order_no is not null)
      and (not mart.asks_order(filters) or wanted.order_no is not null)
$$;
