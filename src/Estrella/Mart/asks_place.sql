-- asks_place: whether --where names a country, region or city
-- kind: function
-- grain: one value per call
create or replace function mart.asks_place(filters jsonb)
returns boolean
language sql immutable parallel safe
as $$
    select filters ?| array['country', 'region', 'city']
$$;
