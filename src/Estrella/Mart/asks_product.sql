-- asks_product: whether --where names a product, its brand or its category
-- kind: function
-- grain: one value per call
create or replace function mart.asks_product(filters jsonb)
returns boolean
language sql immutable parallel safe
as $$
    select filters ?| array['category', 'product', 'brand']
$$;
