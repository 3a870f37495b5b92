-- asked_sales: lines sold, cancelled and returned, of the asked scope and filters, on the asked basis and in the asked terms
-- kind: function
-- grain: one row per order line, event and number
-- from: star.fact_sales, mart.asked_factor, mart.told, mart.in_scope, mart.filtered_product, mart.filtered_order
-- from: mart.asks_product, mart.asks_order
create or replace function mart.asked_sales(scope text, basis text, terms text, at_month date, filters jsonb)
returns table (
    order_no bigint, line_no bigint, event text, event_no bigint, order_date date, day date, customer_no bigint, product_key bigint,
    product_no bigint, geography_key bigint, campaign_key bigint, is_kept boolean, currency text,
    quantity numeric, gross numeric, discounts numeric, returned numeric, net numeric, cost numeric)
language sql stable parallel safe
as $$
    -- a filter that was not asked for folds to true, and the planner then drops its join
    select
        sales.order_no,
        sales.line_no,
        sales.event,
        sales.event_no,
        sales.order_date,
        case basis when 'order' then sales.order_date else sales.event_date end as day,
        sales.customer_no,
        sales.product_key,
        sales.product_no,
        sales.geography_key,
        sales.campaign_key,
        sales.is_kept,
        sales.currency,
        sales.quantity,
        mart.told(sales.gross_amount, rate.factor) as gross,
        mart.told(sales.discount_amount, rate.factor) as discounts,
        mart.told(sales.returned_amount, rate.factor) as returned,
        mart.told(sales.net_amount, rate.factor) as net,
        mart.told(sales.cost_amount, rate.own_factor) as cost
    from star.fact_sales as sales
    left join mart.asked_factor(terms, at_month) as rate
        on rate.currency = coalesce(sales.currency, '') and rate.order_date = sales.order_date
    left join mart.filtered_product(filters) as product on product.product_key = sales.product_key
    left join mart.filtered_order(filters) as placed on placed.order_no = sales.order_no
    where mart.in_scope(scope, sales.is_booked, sales.is_paid, sales.is_fulfilled)
      and (not mart.asks_product(filters) or product.product_key is not null)
      and (not mart.asks_order(filters) or placed.order_no is not null)
$$;
