-- told: an amount in the asked terms; null where its rate or index is not known
-- kind: function
-- grain: one value per call
create or replace function mart.told(amount numeric, factor numeric)
returns numeric
language sql immutable parallel safe
as $$
    -- most rows need no conversion, and multiplying by 1 would give every amount 24 decimals more to add up
    select case when factor = 1 then amount else amount * factor end
$$;
