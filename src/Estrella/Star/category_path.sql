-- category_path: categories with the names of those above them
-- kind: view
-- grain: one row per category
-- from: core.category
-- category_no: number of the category in core
-- path: names of the categories above it and its own: Home > Kitchen
with recursive paths as (
    select category_no, parent_no, coalesce(name, category_id) as path, 1 as depth from core.category
    union all
    select paths.category_no, parent.parent_no, coalesce(parent.name, parent.category_id) || ' > ' || paths.path, paths.depth + 1
    from paths
    join core.category as parent on parent.category_no = paths.parent_no
    -- two categories that name each other as parent must not run for ever
    where paths.depth < 20
)

select distinct on (category_no) category_no, path
from paths
order by category_no, depth desc
