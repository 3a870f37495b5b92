-- fact_shipment: parcels from the order to the door
-- grain: one row per shipment of an order whose day is known
-- key: shipment_no
-- touched by: order_no
-- from: core.shipment, estrella.shop, star.order_state, star.dim_carrier, star.dim_warehouse
-- references: customer_key, geography_key, carrier_key, warehouse_key, channel_key, status_key
-- index: order_no (the parcels of an order, which an increment rebuilds)
-- index: shipped_date (what left on a day)
-- index: delivered_date (what arrived on a day)
-- shipment_no: number of the shipment in core
-- order_no: number of the order in core
-- ordered_date: day the order was placed
-- shipped_date: day it left; null: not yet
-- promised_date: day promised; null: none
-- delivered_date: day it arrived; null: not yet
-- customer_key: the customer as they were when the order was placed; 0: anonymous
-- geography_key: place of the order
-- carrier_key: who carries it
-- warehouse_key: where it leaves
-- channel_key: sales channel of the order
-- status_key: state of the order
-- is_booked: the order is booked
-- cost_amount: what carrying it cost the shop, ex tax
-- lead_days: whole days from order to door; null: not arrived
-- delay_days: whole days after the promise, negative before; null: not arrived, or nothing promised
select
    shipment.shipment_no,
    shipment.order_no,
    state.order_date as ordered_date,
    days.shipped_date,
    shipment.promised_at as promised_date,
    days.delivered_date,
    state.customer_key,
    state.geography_key,
    coalesce(carrier.carrier_key, 0) as carrier_key,
    coalesce(warehouse.warehouse_key, 0) as warehouse_key,
    state.channel_key,
    state.status_key,
    state.is_booked,
    shipment.cost as cost_amount,
    days.delivered_date - state.order_date as lead_days,
    days.delivered_date - shipment.promised_at as delay_days
from core.shipment
join touched_order using (order_no)
join star.order_state as state using (order_no)
cross join estrella.shop
cross join lateral (
    select
        nullif((shipment.shipped_at at time zone shop.zone)::date, '-infinity') as shipped_date,
        nullif((shipment.delivered_at at time zone shop.zone)::date, '-infinity') as delivered_date
) as days
left join star.dim_carrier as carrier on carrier.name = shipment.carrier
left join star.dim_warehouse as warehouse on warehouse.name = shipment.warehouse
where not shipment.is_inferred
    and (not shipment.is_deleted or state.is_deleted)
