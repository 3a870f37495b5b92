-- mart_product_month: what each product sold and what came back, by month
-- grain: one row per event month, product version and currency
-- key: month, product_key, currency
-- touched by: month (touched_month)
-- from: mart.mart_product_day, star.dim_date
-- references: product_key
-- month: first day of the month of the sale, cancellation or return
-- product_key: the product as it was when the order was placed; 0: unknown
-- currency: ISO 4217 code of the amounts; empty: the shop's own
-- quantity: pieces sold less cancelled and returned
-- gross_amount: quantity times price of sales, ex tax
-- discount_amount: discounts, ex tax
-- returned_amount: worth of what was cancelled or returned, net of discount
-- net_amount: gross less discount less returned
select
    calendar.month,
    sold.product_key,
    sold.currency,
    sum(sold.quantity)::numeric(18, 4) as quantity,
    sum(sold.gross_amount)::numeric(18, 4) as gross_amount,
    sum(sold.discount_amount)::numeric(18, 4) as discount_amount,
    sum(sold.returned_amount)::numeric(18, 4) as returned_amount,
    sum(sold.net_amount)::numeric(18, 4) as net_amount
from (select date_key as day, month_start as month from star.dim_date) as calendar
join touched_month using (month)
join mart.mart_product_day as sold on sold.event_date = calendar.day
group by calendar.month, sold.product_key, sold.currency
