-- mart_customer_order: kept orders of known customers in their sequence, with what they came to: who is new, who came back
-- grain: one row per booked order that was kept and has lines and a customer, and currency of its lines
-- key: order_no, currency
-- touched by: customer_no (touched_buyer)
-- from: star.fact_order, mart.mart_order_sales
-- index: customer_no (the orders of a customer, who is rebuilt as a whole)
-- order_no: number of the order in core
-- currency: ISO 4217 code of the amount; empty: the shop's own
-- order_count: 1 in one row of the order, 0 in those of its further currencies: may be added up
-- customer_no: number of the customer in core
-- order_date: day the order was placed
-- order_seq: which of the customer's orders it is, from 1 on
-- first_order_date: day of the first of them
-- next_order_date: day the customer ordered next; null: not yet
-- net_amount: gross less discount less returned, of all its events; null: unknown
with kept as (
    select
        placed.order_no,
        placed.customer_no,
        placed.order_date,
        row_number() over history as order_seq,
        first_value(placed.order_date) over history as first_order_date,
        lead(placed.order_date) over history as next_order_date
    from (select *, customer_no as buyer_no from star.fact_order) as placed
    join touched_buyer using (buyer_no)
    where placed.event = 'sale'
        and placed.customer_no <> 0
        and placed.is_booked
        and placed.is_kept
        and placed.line_count > 0
    -- ids of one moment in the order of their numbers, where they are numbers
    window history as (
        partition by placed.customer_no order by placed.ordered_at, length(placed.order_id), placed.order_id collate "C")
)

select
    kept.order_no,
    coalesce(sold.currency, '') as currency,
    case when row_number() over (partition by kept.order_no order by sold.currency) = 1 then 1 else 0 end as order_count,
    kept.customer_no,
    kept.order_date,
    kept.order_seq,
    kept.first_order_date,
    kept.next_order_date,
    sold.net_amount
from kept
left join mart.mart_order_sales as sold on sold.order_no = kept.order_no
