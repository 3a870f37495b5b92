-- filtered_order: orders that --where lets through by what belongs to the whole order
-- kind: function
-- grain: one row per order
-- from: star.fact_order, star.fact_payment, star.fact_shipment, star.fact_tender, star.dim_campaign, star.dim_carrier
-- from: star.dim_channel, star.dim_geography, star.dim_payment_method, star.dim_warehouse
create or replace function mart.filtered_order(filters jsonb)
returns table (order_no bigint)
language sql stable parallel safe
as $$
    select distinct placed.order_no
    from star.fact_order as placed
    left join star.dim_geography as place on place.geography_key = placed.geography_key
    left join star.dim_channel as channel on channel.channel_key = placed.channel_key
    left join star.dim_campaign as campaign on campaign.campaign_key = placed.campaign_key
    left join (
        -- paid, or said to be paid, by one of the methods
        select distinct by_method.order_no
        from (
            select payment.order_no, payment.payment_method_key from star.fact_payment as payment
            union
            select tender.order_no, tender.payment_method_key from star.fact_tender as tender
        ) as by_method
        join star.dim_payment_method as method on method.payment_method_key = by_method.payment_method_key
        where (filters -> 'payment_method') ?| array[method.payment_method_id, method.name]
    ) as paid on paid.order_no = placed.order_no
    left join (
        -- one shipment that fits both
        select distinct shipment.order_no
        from star.fact_shipment as shipment
        join star.dim_carrier as carrier on carrier.carrier_key = shipment.carrier_key
        join star.dim_warehouse as warehouse on warehouse.warehouse_key = shipment.warehouse_key
        where (filters -> 'carrier' is null or (filters -> 'carrier') ? carrier.name)
          and (filters -> 'warehouse' is null or (filters -> 'warehouse') ? warehouse.name)
    ) as shipped on shipped.order_no = placed.order_no
    where placed.event = 'sale'
      and (filters -> 'country' is null or (filters -> 'country') ? place.country)
      and (filters -> 'region' is null or (filters -> 'region') ? place.region)
      and (filters -> 'city' is null or (filters -> 'city') ? place.city)
      and (filters -> 'channel' is null or (filters -> 'channel') ? channel.name)
      and (filters -> 'campaign' is null or (filters -> 'campaign') ?| array[campaign.campaign_id, campaign.name])
      and (filters -> 'payment_method' is null or paid.order_no is not null)
      and ((filters -> 'carrier' is null and filters -> 'warehouse' is null) or shipped.order_no is not null)
$$;
