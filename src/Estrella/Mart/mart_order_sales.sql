-- mart_order_sales: what orders came to by their lines, with all that was cancelled and returned since
-- grain: one row per booked order, and currency of its lines
-- key: order_no, currency
-- touched by: order_no
-- from: star.fact_sales
-- order_no: number of the order in core
-- currency: ISO 4217 code of the amounts; empty: the shop's own
-- gross_amount: quantity times price of sales, ex tax
-- discount_amount: discounts, ex tax
-- returned_amount: worth of what was cancelled or returned, net of discount
-- net_amount: gross less discount less returned; null: unknown
select
    order_no,
    coalesce(sales.currency, '') as currency,
    sum(sales.gross_amount)::numeric(18, 4) as gross_amount,
    sum(sales.discount_amount)::numeric(18, 4) as discount_amount,
    sum(sales.returned_amount)::numeric(18, 4) as returned_amount,
    sum(sales.net_amount)::numeric(18, 4) as net_amount
from star.fact_sales as sales
join touched_order using (order_no)
where sales.is_booked
    and order_no <> 0
group by 1, 2
