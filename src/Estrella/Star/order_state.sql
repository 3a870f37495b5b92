-- order_state: orders as they stand now, with what all their facts share
-- grain: one row per order whose day is known
-- key: order_no
-- touched by: order_no
-- from: core.order, core.customer_same, estrella.source, estrella.shop, estrella.fed, estrella.fed_field, star.order_sum, star.order_cancel
-- from: star.address_version, star.dim_customer, star.dim_campaign, star.dim_channel, star.dim_status
-- references: customer_key, geography_key, campaign_key, channel_key, status_key
-- order_no: number of the order in core
-- order_id: natural id, as the source writes it
-- source: source that scopes the id
-- ordered_at: when it was placed
-- order_date: day it was placed, in the shop's zone
-- customer_no: number of the customer in core; 0: anonymous
-- customer_key: the customer as they were when the order was placed
-- geography_key: ship-to address when the order was placed; else the customer's place; else the billing address; else 0
-- campaign_key: campaign the order names
-- channel_key: sales channel
-- status_key: order status and payment status
-- is_booked: all but draft, test, failed and unmapped orders
-- is_paid: booked, and more captured than refunded; null: no export can tell
-- is_fulfilled: booked, kept, and on its way or arrived; null: no export can tell
-- is_kept: neither cancelled nor gone from its source
-- is_deleted: gone from its source
-- cancel_date: day it was cancelled or went missing; null: it is kept
-- is_cancel_date_imputed: the export does not say that day, or says one before the order
-- line_count: number of lines
-- order_discount: discount of the whole order, tax included where prices are; null: none said
-- total: total, as the header says it; null: not said
-- subtotal: goods before discount, as the header says it; null: not said
-- shipping: shipping, of the header or else of the charges; null: not said
-- tax: tax, of the header or else of the charges; null: not said
-- charges: fees and adjustments; null: none
-- has_tax_in_prices: prices of its source include tax
-- currency: ISO 4217 code; null: the shop's own
with fed as (
    select
        coalesce(bool_or(entity = 'payment'), false) as has_payments,
        coalesce(bool_or(entity = 'shipment'), false) as has_shipments
    from estrella.fed
),

fed_order as (
    select
        coalesce(bool_or(field = 'payment_status'), false) as has_payment_status,
        coalesce(bool_or(field = 'status'), false) as has_status
    from estrella.fed_field
    where entity = 'order'
)

select
    order_no, orders.order_id, source.name as source, orders.ordered_at,
    (orders.ordered_at at time zone shop.zone)::date as order_date,
    coalesce(same.same_no, orders.customer_no, 0) as customer_no, coalesce(customer.customer_key, 0) as customer_key,
    coalesce(nullif(ship.geography_key, 0), nullif(customer.geography_key, 0), bill.geography_key, 0) as geography_key,
    coalesce(campaign.campaign_key, 0) as campaign_key, coalesce(channel.channel_key, 0) as channel_key,
    coalesce(status.status_key, 0) as status_key,
    booked.is_booked,
    case
        when fed.has_payments then booked.is_booked and coalesce(order_sum.collected_amount > 0, false)
        when fed_order.has_payment_status then booked.is_booked and coalesce(orders.payment_status in ('captured', 'part_refunded'), false)
    end as is_paid,
    case when fed_order.has_status or fed.has_shipments then
        booked.is_booked
        and order_cancel.order_no is null
        and (coalesce(orders.status in ('part_shipped', 'shipped', 'delivered', 'part_returned', 'returned'), false)
            or coalesce(order_sum.has_left, false))
    end as is_fulfilled,
    order_cancel.order_no is null as is_kept,
    orders.is_deleted, order_cancel.cancel_date,
    coalesce(order_cancel.is_date_imputed, false) as is_cancel_date_imputed,
    coalesce(order_sum.line_count, 0) as line_count,
    coalesce(orders.discount, -order_sum.discount_charges) as order_discount,
    orders.total, orders.subtotal,
    coalesce(orders.shipping, order_sum.shipping_charges) as shipping,
    coalesce(orders.tax, order_sum.tax_charges) as tax,
    order_sum.other_charges as charges,
    source.prices_include_tax as has_tax_in_prices,
    coalesce(orders.currency, source.currency) as currency
from core.order as orders
join touched_order using (order_no)
join estrella.source using (source_no)
cross join estrella.shop
cross join fed
cross join fed_order
cross join lateral (select coalesce(orders.status not in ('draft', 'test', 'failed', 'unmapped'), true) as is_booked) as booked
left join star.order_sum using (order_no)
left join star.order_cancel using (order_no)
left join core.customer_same as same on same.customer_no = orders.customer_no
left join star.dim_customer as customer
    on customer.customer_no = coalesce(same.same_no, orders.customer_no) and orders.ordered_at >= customer.valid_from and orders.ordered_at < customer.valid_to
left join star.address_version as ship
    on ship.address_no = orders.ship_to_no and orders.ordered_at >= ship.valid_from and orders.ordered_at < ship.valid_to
left join star.address_version as bill
    on bill.address_no = orders.bill_to_no and orders.ordered_at >= bill.valid_from and orders.ordered_at < bill.valid_to
left join star.dim_campaign as campaign on campaign.campaign_no = orders.campaign_no
left join star.dim_channel as channel on channel.name = orders.channel
left join star.dim_status as status
    on array[status.order_status, status.payment_status] = array[orders.status, orders.payment_status]
where orders.ordered_at > '-infinity'
    and not orders.is_inferred
