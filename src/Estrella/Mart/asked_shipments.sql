-- asked_shipments: parcels of the asked filters, by the day they left or else arrived
-- kind: function
-- grain: one row per shipment
-- from: star.fact_shipment, star.dim_carrier, star.dim_warehouse, mart.filtered_order, mart.filtered_basket
-- from: mart.asks_product, mart.asks_order
create or replace function mart.asked_shipments(filters jsonb)
returns table (
    shipment_no bigint, order_no bigint, day date, ordered_date date, promised_date date, delivered_date date,
    geography_key bigint, carrier text, warehouse text, lead_days integer, delay_days integer)
language sql stable parallel safe
as $$
    -- a parcel answers for its own carrier and warehouse, not for those of its order's other parcels
    select
        shipment.shipment_no,
        shipment.order_no,
        coalesce(shipment.shipped_date, shipment.delivered_date) as day,
        shipment.ordered_date,
        shipment.promised_date,
        shipment.delivered_date,
        shipment.geography_key,
        carrier.name as carrier,
        warehouse.name as warehouse,
        shipment.delivered_date - shipment.ordered_date as lead_days,
        shipment.delivered_date - shipment.promised_date as delay_days
    from star.fact_shipment as shipment
    left join star.dim_carrier as carrier on carrier.carrier_key = shipment.carrier_key
    left join star.dim_warehouse as warehouse on warehouse.warehouse_key = shipment.warehouse_key
    left join mart.filtered_basket(filters) as basket on basket.order_no = shipment.order_no
    left join mart.filtered_order(filters - array['carrier', 'warehouse']) as wanted on wanted.order_no = shipment.order_no
    where (filters -> 'carrier' is null or (filters -> 'carrier') ? carrier.name)
      and (filters -> 'warehouse' is null or (filters -> 'warehouse') ? warehouse.name)
      and (not mart.asks_product(filters) or basket.order_no is not null)
      and (not mart.asks_order(filters - array['carrier', 'warehouse']) or wanted.order_no is not null)
$$;
