-- revenue_month: booked sales of each month, each event in its own, nominal
-- kind: view
-- grain: one row per month and currency; currencies are never added
-- from: mart.mart_product_month, mart.mart_order_month
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
        product.month,
        product.currency,
        sum(product.quantity) as units,
        sum(product.gross_amount) as gross_sales,
        sum(product.discount_amount) as discounts,
        sum(product.returned_amount) as returns,
        sum(product.net_amount) as net_sales
    from mart.mart_product_month as product
    group by product.month, product.currency
),
placed as (
    select
        placed.month,
        placed.currency,
        sum(placed.order_with_lines_count)::bigint as orders
    from mart.mart_order_month as placed
    group by placed.month, placed.currency
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
