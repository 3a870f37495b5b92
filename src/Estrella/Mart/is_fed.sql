-- is_fed: whether an export ever fed an entity, or entity.field
-- kind: function
-- grain: one value per call
-- from: mart.fed
create or replace function mart.is_fed(asked text)
returns boolean
language sql stable parallel safe
as $$
    select exists (select from mart.fed as fed where fed.need = asked)
$$;
