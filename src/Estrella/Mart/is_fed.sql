-- is_fed: whether an export ever fed an entity, or entity.field: what none feeds is unknown, not zero
-- kind: function
-- grain: one value per call
-- from: estrella.fed, estrella.fed_field
create or replace function mart.is_fed(need text)
returns boolean
language sql stable parallel safe
as $$
    select
        exists (select from estrella.fed as fed where fed.entity = need)
        or exists (
            select from estrella.fed_field as fed
            where fed.entity = split_part(need, '.', 1) and fed.field = split_part(need, '.', 2))
$$;
