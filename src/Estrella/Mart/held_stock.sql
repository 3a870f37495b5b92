-- held_stock: stock of each day a count still speaks for: until the next one, and seven days at most
-- kind: function
-- grain: one row per product and day of the range
-- from: star.fact_inventory, star.dim_warehouse, mart.filtered_product, mart.asks_product
create or replace function mart.held_stock(first_day date, next_day date, filters jsonb)
returns table (product_no bigint, day date, on_hand numeric, is_counted boolean)
language sql stable parallel safe
as $$
    select
        held.product_no,
        each::date as day,
        sum(held.on_hand) as on_hand,
        bool_or(each::date = held.snapshot_date) as is_counted
    from (
        select
            stock.product_no,
            stock.snapshot_date,
            stock.on_hand,
            lead(stock.snapshot_date) over (
                partition by stock.product_no, stock.warehouse_key order by stock.snapshot_date) as next_date
        from star.fact_inventory as stock
        left join star.dim_warehouse as warehouse on warehouse.warehouse_key = stock.warehouse_key
        left join mart.filtered_product(filters) as product on product.product_key = stock.product_key
        where stock.snapshot_date > '-infinity'
          and (filters -> 'warehouse' is null or (filters -> 'warehouse') ? warehouse.name)
          and (not mart.asks_product(filters) or product.product_key is not null)
    ) as held
    cross join lateral generate_series(
        greatest(held.snapshot_date, first_day)::timestamp,
        least(held.snapshot_date + 6, held.next_date - 1, next_day - 1)::timestamp,
        interval '1 day') as each
    group by held.product_no, each
$$;
