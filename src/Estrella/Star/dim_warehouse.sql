-- dim_warehouse: where stock lies and parcels leave
-- grain: one row per warehouse
-- key: warehouse_key
-- natural: name
-- from: core.shipment, core.inventory
-- warehouse_key: surrogate key; 0 is an unknown warehouse
-- name: name, as the sources write it
select shipment.warehouse as name
from core.shipment
join touched_order using (order_no)
where shipment.warehouse is not null
union
select inventory.warehouse
from core.inventory
join touched_inventory using (inventory_no)
where inventory.warehouse is not null
