-- asks_order: whether --where names something that belongs to a whole order
-- kind: function
-- grain: one value per call
create or replace function mart.asks_order(filters jsonb)
returns boolean
language sql immutable parallel safe
as $$
    select filters ?| array['country', 'region', 'city', 'channel', 'campaign', 'payment_method', 'carrier', 'warehouse']
$$;
