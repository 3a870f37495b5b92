-- filtered_basket: orders with a line of a product --where lets through
-- kind: function
-- grain: one row per order
-- from: star.fact_sales, mart.filtered_product
create or replace function mart.filtered_basket(filters jsonb)
returns table (order_no bigint)
language sql stable parallel safe
as $$
    select distinct sales.order_no
    from star.fact_sales as sales
    join mart.filtered_product(filters) as product on product.product_key = sales.product_key
    where sales.event = 'sale'
$$;
