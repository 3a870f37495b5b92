-- fact_order: what orders came to, as their headers say it
-- grain: one row per order, event and number
-- key: order_no, event, event_no, event_date
-- partition: event_date by month
-- touched by: order_no
-- from: core.order, estrella.source, star.order_state, star.order_sum, star.return_line
-- references: customer_key, geography_key, campaign_key, channel_key, status_key
-- check: event in ('sale', 'cancel', 'return')
-- check: event_date >= order_date
-- index: customer_no (orders of a customer)
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
with events as (
    select order_no, 'sale' as event, 0::bigint as event_no, order_date as event_date, 1 as sign, null::numeric as returned, false as is_date_imputed
    from star.order_state
    join touched_order using (order_no)
    union all
    select order_no, 'cancel', 0, cancel_date, -1, null, is_cancel_date_imputed
    from star.order_state
    join touched_order using (order_no)
    where cancel_date is not null
    union all
    select order_no, 'return', return_no, event_date, null, coalesce(stated_amount, 0), is_date_imputed
    from star.return_line
    join touched_order using (order_no)
    where order_no <> 0
)

select
    order_no, events.event, events.event_no, events.event_date,
    orders.order_id,
    source.name as source,
    state.order_date, state.ordered_at,
    state.customer_key, state.customer_no, state.geography_key, state.campaign_key, state.channel_key, state.status_key,
    state.is_booked, state.is_paid, state.is_fulfilled, state.is_kept, state.currency,
    (events.sign * orders.total)::numeric(18,4) as total_amount,
    (events.sign * orders.subtotal)::numeric(18,4) as subtotal_amount,
    (events.sign * state.order_discount)::numeric(18,4) as discount_amount,
    (events.sign * coalesce(orders.shipping, order_sum.shipping_charges))::numeric(18,4) as shipping_amount,
    (events.sign * coalesce(orders.tax, order_sum.tax_charges))::numeric(18,4) as tax_amount,
    (events.sign * order_sum.other_charges)::numeric(18,4) as charge_amount,
    (case when events.sign = 1 then header.gross else 0 end)::numeric(18,4) as header_gross,
    (case events.event when 'sale' then 0 when 'cancel' then header.net else events.returned end)::numeric(18,4) as header_returned,
    (case when header.net is not null then coalesce(events.sign * header.net, -events.returned) end)::numeric(18,4) as header_net,
    state.line_count,
    events.is_date_imputed
from events
join core.order as orders using (order_no)
join estrella.source using (source_no)
join star.order_state as state using (order_no)
left join star.order_sum using (order_no)
cross join lateral (
    select
        coalesce(orders.subtotal, orders.total) as gross,
        coalesce(orders.subtotal, orders.total) - coalesce(state.order_discount, 0) as net
) as header
