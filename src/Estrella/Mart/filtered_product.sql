-- filtered_product: product versions that --where lets through, by category (or one above it), product and brand
-- kind: function
-- grain: one row per product version
-- from: star.dim_product
create or replace function mart.filtered_product(filters jsonb)
returns table (product_key bigint)
language sql stable parallel safe
as $$
    select product.product_key
    from star.dim_product as product
    where (filters -> 'category' is null
        or (filters -> 'category') ?| (
            array[product.category_id, product.category] || string_to_array(product.category_path, ' > ')))
      and (filters -> 'product' is null or (filters -> 'product') ?| array[product.product_id, product.name])
      and (filters -> 'brand' is null or (filters -> 'brand') ? product.brand)
$$;
