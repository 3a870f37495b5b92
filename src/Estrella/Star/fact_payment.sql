-- fact_payment: payment attempts, captures and refunds
-- grain: one row per payment attempt whose day and order are known
-- key: payment_no, paid_date
-- partition: paid_date by month
-- touched by: order_no
-- from: core.payment, estrella.source, estrella.shop, star.order_state, star.dim_payment_method
-- references: customer_key, geography_key, channel_key, campaign_key, payment_method_key
-- index: order_no (the payments of an order, which an increment rebuilds)
-- index: paid_date (the facts of a day, by which roll-ups are rebuilt)
-- payment_no: number of the payment in core
-- paid_date: day it was tried, in the shop's zone
-- order_no: number of the order in core; 0: the payment names none
-- order_id: natural id of the order
-- order_date: day the order was placed; without an order the day of the payment
-- customer_key: the customer as they were when the order was placed; 0: unknown
-- geography_key: place of the order
-- channel_key: sales channel of the order
-- campaign_key: campaign of the order
-- payment_method_key: way to pay
-- is_booked: the order is booked; true without an order
-- is_paid: the order is paid; without an order: more captured than refunded
-- is_fulfilled: the order is fulfilled; false without an order
-- payment_status: pending, authorised, captured, part_refunded, refunded, failed, voided, disputed, unmapped; null: not said
-- amount: amount tried
-- captured_amount: amount that came in
-- refunded_amount: amount given back
-- refunded_date: day it was given back, where the export says it, else the payment's
-- is_captured: money came in: captured, part_refunded or refunded
-- is_decided: neither pending, authorised, unmapped nor without a state
-- currency: ISO 4217 code; null: the shop's own
-- installments: number of installments
-- fee_amount: fee of the provider
-- financing_amount: cost of financing
-- tax_withheld_amount: tax withheld
-- net_amount: what reaches the shop
-- released_date: day the money is released
with payments as (
    select payment.* from core.payment join touched_order using (order_no)
    union all
    select payment.* from core.payment where payment.order_no is null and exists (select from touched_order where touched_order.order_no = 0)
)

select
    payment.payment_no,
    (payment.paid_at at time zone shop.zone)::date as paid_date,
    coalesce(payment.order_no, 0) as order_no,
    state.order_id,
    coalesce(state.order_date, (payment.paid_at at time zone shop.zone)::date) as order_date,
    coalesce(state.customer_key, 0) as customer_key,
    coalesce(state.geography_key, 0) as geography_key,
    coalesce(state.channel_key, 0) as channel_key,
    coalesce(state.campaign_key, 0) as campaign_key,
    coalesce(method.payment_method_key, 0) as payment_method_key,
    coalesce(state.is_booked, true) as is_booked,
    case when payment.order_no is null then money.captured > money.refunded else state.is_paid end as is_paid,
    case when payment.order_no is null then false else state.is_fulfilled end as is_fulfilled,
    payment.status as payment_status,
    payment.amount,
    money.captured as captured_amount,
    money.refunded as refunded_amount,
    (coalesce(payment.refunded_at, payment.paid_at) at time zone shop.zone)::date as refunded_date,
    coalesce(payment.status in ('captured', 'part_refunded', 'refunded'), false) as is_captured,
    coalesce(payment.status not in ('pending', 'authorised', 'unmapped'), false) as is_decided,
    coalesce(payment.currency, state.currency, source.currency) as currency,
    payment.installments,
    payment.fee as fee_amount,
    payment.financing as financing_amount,
    payment.tax_withheld as tax_withheld_amount,
    payment.net as net_amount,
    payment.released_at as released_date
from payments as payment
join estrella.source using (source_no)
cross join estrella.shop
left join star.order_state as state on state.order_no = payment.order_no
left join star.dim_payment_method as method on method.payment_method_no = payment.payment_method_no
cross join lateral (
    select
        case when payment.status in ('captured', 'part_refunded', 'refunded') then payment.amount else 0 end::numeric(18,4) as captured,
        coalesce(payment.refunded, case when payment.status = 'refunded' then payment.amount else 0 end)::numeric(18,4) as refunded
) as money
where payment.paid_at > '-infinity'
    and not payment.is_inferred
    -- what went missing counts only while its order is missing too
    and (not payment.is_deleted or coalesce(state.is_deleted, false))
    -- a payment whose order has not come yet waits in core
    and (payment.order_no is null or state.order_no is not null)
