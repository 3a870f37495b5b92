-- fact_order: what orders came to, as their headers say it
-- grain: one row per order, event and number
-- key: order_no, event, event_no, event_date
-- partition: event_date by month
-- touched by: order_no
-- from: star.order_state, star.return_line
-- references: customer_key, geography_key, campaign_key, channel_key, status_key
-- check: event in ('sale', 'cancel', 'return')
-- check: event_date >= order_date
-- index: customer_no (orders of a customer)
-- index: event_date (the facts of a day, by which roll-ups are rebuilt)
-- order_no: number of the order in core
-- event: sale on the order's day, cancel and return on their own
-- event_no: 0; of a return its number in core
-- event_date: day of the event, in the shop's zone
-- order_id: natural id, as the source writes it
-- source: source that scopes the id
-- order_date: day the order was placed, in the shop's zone
-- ordered_at: when the order was placed
-- customer_key: the customer as they were when the order was placed; 0: anonymous
-- customer_no: number of the customer in core; 0: anonymous
-- geography_key: ship-to address; else the customer's place; else the billing address; 0: none known
-- campaign_key: campaign the order names
-- channel_key: sales channel
-- status_key: order status and payment status
-- is_booked: all but draft, test, failed and unmapped orders
-- is_paid: booked, and more captured than refunded; null: no export can tell
-- is_fulfilled: booked, kept, and on its way or arrived; null: no export can tell
-- is_kept: neither cancelled nor gone from its source
-- currency: ISO 4217 code of all amounts; null: the shop's own
-- total_amount: total as said; negative on a cancel, null on a return
-- subtotal_amount: goods before discount as said; negative on a cancel, null on a return
-- discount_amount: discount as said, positive; negative on a cancel, null on a return
-- shipping_amount: shipping as said; negative on a cancel, null on a return
-- tax_amount: tax as said; negative on a cancel, null on a return
-- charge_amount: fees and adjustments as said; negative on a cancel, null on a return
-- header_gross: sale: subtotal, else total; null: neither is said
-- header_returned: cancel: gross less discount; return: the amount said
-- header_net: gross less discount on a sale, less returned on a reversal; null: the header has neither total nor subtotal
-- line_count: lines of the order, the same on every event
-- is_date_imputed: the day of the reversal is not the export's
with states as not materialized (
    select state.*
    from star.order_state as state
    join touched_order using (order_no)
),

events as (
    select 'sale' as event, 0::bigint as event_no, order_date as event_date, 1 as sign, null::numeric as returned, false as is_imputed, states.*
    from states
    union all
    select 'cancel', 0::bigint, cancel_date, -1, null::numeric, is_cancel_date_imputed, states.*
    from states
    where cancel_date is not null
    union all
    select 'return', return_no, event_date, null, coalesce(stated_amount, 0), is_date_imputed, states.*
    from star.return_line
    join states using (order_no)
)

select
    order_no, event, event_no, event_date, order_id, source, order_date, ordered_at,
    customer_key, customer_no, geography_key, campaign_key, channel_key, status_key,
    is_booked, is_paid, is_fulfilled, is_kept, currency,
    (sign * total)::numeric(18,4) as total_amount,
    (sign * subtotal)::numeric(18,4) as subtotal_amount,
    (sign * order_discount)::numeric(18,4) as discount_amount,
    (sign * shipping)::numeric(18,4) as shipping_amount,
    (sign * tax)::numeric(18,4) as tax_amount,
    (sign * charges)::numeric(18,4) as charge_amount,
    (case when sign = 1 then header.gross else 0 end)::numeric(18,4) as header_gross,
    (case event when 'sale' then 0 when 'cancel' then header.net else returned end)::numeric(18,4) as header_returned,
    (case when header.net is not null then coalesce(sign * header.net, -returned) end)::numeric(18,4) as header_net,
    line_count,
    is_imputed as is_date_imputed
from events
cross join lateral (
    select coalesce(subtotal, total) as gross, coalesce(subtotal, total) - coalesce(order_discount, 0) as net
) as header
