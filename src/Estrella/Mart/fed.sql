-- fed: what any export ever fed: entities, and entity.field; what none feeds is unknown, not zero
-- kind: view
-- grain: one row per entity, and one per field of an entity
-- from: estrella.fed, estrella.fed_field
-- need: entity, or entity.field
select entity as need from estrella.fed
union all
select entity || '.' || field from estrella.fed_field
