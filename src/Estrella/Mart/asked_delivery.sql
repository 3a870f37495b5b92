-- asked_delivery: how punctually orders of a range arrived, by place
-- kind: function
-- grain: one row per place with a shipment due
-- from: mart.asked_shipments, mart.asked_place
create or replace function mart.asked_delivery(level text, first_day date, next_day date, as_of date, filters jsonb)
returns table (place_no bigint, on_time_rate numeric)
language sql stable parallel safe
as $$
    select
        place.place_no,
        avg((coalesce(shipment.delivered_date <= shipment.promised_date, false))::int) as on_time_rate
    from mart.asked_shipments(filters) as shipment
    join mart.asked_place(level) as place on place.geography_key = shipment.geography_key
    where shipment.promised_date <= as_of
      and shipment.ordered_date >= first_day
      and shipment.ordered_date < next_day
    group by place.place_no
$$;
