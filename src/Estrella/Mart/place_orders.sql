-- place_orders: booked orders of each place, of all time
-- kind: view
-- grain: one row per country and region
-- from: mart.mart_order_month, star.dim_geography
-- country: country the orders went to; null: unknown
-- region: region the orders went to; null: unknown
-- orders: orders placed
-- kept_orders: those not wholly cancelled
-- first_order: day of the first one
-- last_order: day of the last one
select
    place.country,
    place.region,
    sum(placed.order_count)::bigint as orders,
    sum(placed.kept_order_count)::bigint as kept_orders,
    min(placed.first_order_date) as first_order,
    max(placed.last_order_date) as last_order
from mart.mart_order_month as placed
join star.dim_geography as place on place.geography_key = placed.geography_key
group by place.country, place.region
