-- fact_inventory: stock counted
-- grain: one row per count: product, warehouse and day
-- key: inventory_no
-- touched by: inventory_no
-- from: core.inventory, core.product_same, estrella.shop, star.dim_product, star.dim_warehouse
-- references: product_key, warehouse_key
-- index: product_no, snapshot_date (the last count of a product before a day)
-- index: snapshot_date (the facts of a day, by which roll-ups are rebuilt)
-- inventory_no: number of the count in core
-- product_no: number of the product in core
-- product_key: the product as it was on that day; as it is, where the count has no day
-- warehouse_key: where; 0: not said
-- snapshot_date: day of the count; -infinity: an export without a date
-- on_hand: pieces; negative where the source oversold
select
    inventory.inventory_no,
    coalesce(article.same_no, inventory.product_no) as product_no,
    coalesce(product.product_key, 0) as product_key,
    coalesce(warehouse.warehouse_key, 0) as warehouse_key,
    coalesce(inventory.day, '-infinity') as snapshot_date,
    inventory.on_hand
from core.inventory
join touched_inventory using (inventory_no)
cross join estrella.shop
left join core.product_same as article on article.product_no = inventory.product_no
cross join lateral (
    select case when inventory.day > '-infinity' then inventory.day::timestamp at time zone shop.zone end as counted_at
) as count
left join star.dim_product as product
    on product.product_no = coalesce(article.same_no, inventory.product_no)
    and (product.is_current and count.counted_at is null or count.counted_at >= product.valid_from and count.counted_at < product.valid_to)
left join star.dim_warehouse as warehouse on warehouse.name = inventory.warehouse
where not inventory.is_inferred
    and not inventory.is_deleted
