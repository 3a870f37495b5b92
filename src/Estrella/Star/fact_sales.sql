-- fact_sales: what was sold, cancelled and returned
-- grain: one row per order line, event and number
-- key: order_no, line_no, event, event_no, event_date
-- partition: event_date by month
-- touched by: order_no
-- from: star.order_line_value, star.order_state, star.discount_share, star.return_line, star.dim_customer
-- references: customer_key, product_key, geography_key, campaign_key, channel_key, status_key
-- check: event in ('sale', 'cancel', 'return')
-- check: event_date >= order_date
-- index: event_date (the facts of a day, by which roll-ups are rebuilt)
-- order_no: number of the order in core; 0: a credit note that names none
-- line_no: number of the line in core; 0: no line of the order fits; of a credit note its own number
-- event: sale on the order's day, cancel and return on their own
-- event_no: 0; of a return its number in core
-- event_date: day of the event, in the shop's zone
-- line_id: natural id of the line, or of a return without one
-- order_date: day the order was placed, in the shop's zone; of a credit note its own day
-- customer_key: the customer as they were when the order was placed; 0: anonymous
-- customer_no: number of the customer in core; 0: anonymous
-- product_key: the product as it was when the order was placed; 0: unknown
-- product_no: number of the product in core; 0: unknown
-- geography_key: ship-to address; else the customer's place; else the billing address; 0: none known
-- campaign_key: campaign the order names
-- channel_key: sales channel
-- status_key: order status and payment status
-- is_booked: all but draft, test, failed and unmapped orders
-- is_paid: booked, and more captured than refunded; null: no export can tell
-- is_fulfilled: booked, kept, and on its way or arrived; null: no export can tell
-- is_kept: neither cancelled nor gone from its source
-- currency: ISO 4217 code of all amounts but the cost; null: the shop's own
-- quantity: pieces; negative on a reversal
-- unit_price: price of a piece as said
-- gross_amount: quantity times price, ex tax; 0 on a reversal
-- discount_amount: the line's discount and its share of the order's, ex tax; 0 on a reversal
-- returned_amount: worth of what was cancelled or returned, net of discount, ex tax; 0 on a sale; null: unknown
-- net_amount: gross less discount less returned
-- cost_amount: cost of the goods, ex tax, in the shop's currency; negative where it is taken back; null: unknown
-- is_cost_imputed: the cost is known only from a later day on
-- is_tax_unknown: prices include tax, and nobody says the rate: the price is taken as it is
-- is_date_imputed: the day of the reversal is not the export's
with lines as not materialized (
    select
        line.*,
        line.line_discount + coalesce(share.order_discount, 0) as discount, round(line.quantity * line.unit_cost, 4) as cost
    from star.order_line_value as line
    join touched_order using (order_no)
    left join star.discount_share as share using (order_no, line_no)
),

sales as (
    select
        order_no, line_no, 'sale' as event, 0::bigint as event_no, order_date as event_date, line_id, order_date,
        customer_key, customer_no, product_key, product_no, geography_key, campaign_key, channel_key, status_key,
        is_booked, is_paid, is_fulfilled, is_kept, currency,
        quantity, unit_price, gross_amount as gross, discount, 0::numeric as returned, cost, is_cost_imputed, is_tax_unknown, false as is_date_imputed
    from lines
),

cancels as (
    select
        order_no, line_no, 'cancel', 0::bigint, cancel_date, line_id, order_date,
        customer_key, customer_no, product_key, product_no, geography_key, campaign_key, channel_key, status_key,
        is_booked, is_paid, is_fulfilled, is_kept, currency,
        -quantity, unit_price, 0::numeric, 0::numeric, gross_amount - discount, -cost, is_cost_imputed, is_tax_unknown, is_cancel_date_imputed
    from lines
    where cancel_date is not null
),

returns as (
    select
        order_no, line.line_no, 'return', line.return_no, line.event_date, line.line_id, coalesce(state.order_date, line.event_date),
        coalesce(state.customer_key, line.customer_key), coalesce(state.customer_no, line.customer_no), line.product_key, line.product_no,
        coalesce(state.geography_key, customer.geography_key), coalesce(state.campaign_key, 0), coalesce(state.channel_key, 0), coalesce(state.status_key, 0),
        -- a credit note is about goods that were sold, paid and delivered under an order nobody names
        coalesce(state.is_booked, true), case when state.order_no is null then true else state.is_paid end,
        case when state.order_no is null then true else state.is_fulfilled end, coalesce(state.is_kept, true), line.currency,
        -line.quantity, line.unit_price, 0::numeric, 0::numeric, line.returned_amount, -line.cost_amount, false, line.is_tax_unknown, line.is_date_imputed
    from star.return_line as line
    join touched_order using (order_no)
    join star.dim_customer as customer using (customer_key)
    left join star.order_state as state using (order_no)
),

events as (
    select * from sales
    union all select * from cancels
    union all select * from returns
)

select
    order_no, line_no, event, event_no, event_date, line_id, order_date,
    customer_key, customer_no, product_key, product_no, geography_key, campaign_key, channel_key, status_key,
    is_booked, is_paid, is_fulfilled, is_kept, currency,
    quantity::numeric(18,4) as quantity, unit_price::numeric(18,4) as unit_price,
    gross::numeric(18,4) as gross_amount, discount::numeric(18,4) as discount_amount,
    returned::numeric(18,4) as returned_amount,
    (gross - discount - returned)::numeric(18,4) as net_amount,
    cost::numeric(18,4) as cost_amount,
    is_cost_imputed, is_tax_unknown, is_date_imputed
from events
