-- dim_carrier: who carries parcels
-- grain: one row per carrier
-- key: carrier_key
-- natural: name
-- from: core.shipment
-- carrier_key: surrogate key; 0 is an unknown carrier
-- name: name, as the sources write it
select distinct shipment.carrier as name
from core.shipment
join touched_order using (order_no)
where shipment.carrier is not null
