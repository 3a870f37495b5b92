-- mart_sales_day: what the whole shop sold and what came back, by day: as many rows as there are days, not orders
-- grain: one row per event day, order day, currency, payment and fulfilment state
-- key: event_date, order_date, currency, is_paid, is_fulfilled
-- touched by: event_date (touched_day)
-- from: star.fact_sales
-- event_date: day of the sale, cancellation or return
-- order_date: day the order was placed; gives a reversal its order's rate and index
-- currency: ISO 4217 code of the amounts; empty: the shop's own
-- is_paid: the orders are paid; false also where no export can tell
-- is_fulfilled: the orders are on their way or arrived; false also where no export can tell
-- quantity: pieces sold less cancelled and returned
-- gross_amount: quantity times price of sales, ex tax
-- discount_amount: discounts, ex tax
-- returned_amount: worth of what was cancelled or returned, net of discount
-- net_amount: gross less discount less returned
-- row_count: facts the sums are made of
-- unpriced_row_count: those of them without a gross amount, which are in no total
select
    sales.event_date,
    sales.order_date,
    coalesce(sales.currency, '') as currency,
    coalesce(sales.is_paid, false) as is_paid,
    coalesce(sales.is_fulfilled, false) as is_fulfilled,
    sum(sales.quantity)::numeric(18, 4) as quantity,
    sum(sales.gross_amount)::numeric(18, 4) as gross_amount,
    sum(sales.discount_amount)::numeric(18, 4) as discount_amount,
    sum(sales.returned_amount)::numeric(18, 4) as returned_amount,
    sum(sales.net_amount)::numeric(18, 4) as net_amount,
    count(*) as row_count,
    count(*) filter (where sales.gross_amount is null) as unpriced_row_count
from (select *, event_date as day from star.fact_sales) as sales
join touched_day using (day)
where sales.is_booked
group by 1, 2, 3, 4, 5
