-- last_stock: stock by the last count before a day, over all warehouses
-- kind: function
-- grain: one row per product ever counted before the day
-- from: star.fact_inventory, star.dim_warehouse, mart.filtered_product, mart.asks_product
create or replace function mart.last_stock(next_day date, filters jsonb)
returns table (product_no bigint, on_hand numeric)
language sql stable parallel safe
as $$
    select last.product_no, sum(last.on_hand) as on_hand
    from (
        select distinct on (stock.product_no, stock.warehouse_key) stock.product_no, stock.on_hand
        from star.fact_inventory as stock
        left join star.dim_warehouse as warehouse on warehouse.warehouse_key = stock.warehouse_key
        left join mart.filtered_product(filters) as product on product.product_key = stock.product_key
        where stock.snapshot_date < next_day
          and (filters -> 'warehouse' is null or (filters -> 'warehouse') ? warehouse.name)
          and (not mart.asks_product(filters) or product.product_key is not null)
        order by stock.product_no, stock.warehouse_key, stock.snapshot_date desc
    ) as last
    group by last.product_no
$$;
