-- revenue_month: booked sales of each month, each event in its own, nominal
-- kind: materialized view
-- grain: one row per month and currency; currencies are never added
-- key: month, currency
-- from: mart.mart_product_day, mart.mart_order_day
-- month: first day of the month
-- currency: ISO 4217 code; empty: the shop's own
-- orders: orders placed that have lines
-- units: pieces sold less cancelled and returned
-- gross_sales: quantity times price of sales, ex tax
-- discounts: discounts, ex tax
-- returns: worth of what was cancelled or returned
-- net_sales: gross less discounts less returns
with sold as (
    select
        date_trunc('month', product.event_date::timestamp)::date as month,
        product.currency,
        sum(product.quantity) as units,
        sum(product.gross_amount) as gross_sales,
        sum(product.discount_amount) as discounts,
        sum(product.returned_amount) as returns,
        sum(product.net_amount) as net_sales
    from mart.mart_product_day as product
    group by 1, 2
),
placed as (
    select
        date_trunc('month', placed.event_date::timestamp)::date as month,
        placed.currency,
        sum(placed.order_with_lines_count)::bigint as orders
    from mart.mart_order_day as placed
    group by 1, 2
)
select
    sold.month,
    sold.currency,
    coalesce(placed.orders, 0) as orders,
    sold.units,
    sold.gross_sales,
    sold.discounts,
    sold.returns,
    sold.net_sales
from sold
left join placed on placed.month = sold.month and placed.currency = sold.currency
