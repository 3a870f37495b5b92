-- dim_product: products with their history; category and brand make versions, the rest is overwritten
-- grain: one row per product and version
-- key: product_key
-- natural: product_no, valid_from
-- chain: product_no
-- touched by: product_no
-- moves: valid_to, tax_rate
-- from: core.product, core.product_past, core.category, estrella.source
-- product_key: surrogate key of the version; 0 is the unknown product
-- product_no: number of the product in core, the same in all versions
-- product_id: natural id, as the source writes it
-- source: source that scopes the id
-- valid_from: first moment of the version; the first version begins at -infinity
-- valid_to: first moment after the version; infinity: it still holds
-- closed_at: valid_to of a version that is over; null: it still holds
-- is_current: the version still holds
-- is_deleted: the source no longer had the product
-- is_inferred: other exports refer to the product, none has said what it is
-- name: name of today
-- description: description of today
-- brand: brand
-- sku: stock keeping unit
-- barcode: GTIN
-- category_id: natural id of the category the product was in
-- category: present name of that category; its id where it has no name
-- category_path: names of the categories above it and its own: Home > Kitchen
-- tax_rate: tax rate of today, 0.21 is 21 %; null: unknown
with recursive kept as (
    select product_no, said_at, null::bigint as past_no, is_deleted, category_no, brand from core.product
    union all
    select product_no, said_at, past_no, is_deleted, category_no, brand from core.product_past
),

moments as (
    select distinct on (product_no, said_at) *
    from kept
    join touched_product using (product_no)
    order by product_no, said_at, past_no desc nulls first
),

changes as (
    select
        *,
        row_number() over product = 1 as is_first,
        (is_deleted, category_no, brand) is not distinct from
            (lag(is_deleted) over product, lag(category_no) over product, lag(brand) over product) as says_the_same
    from moments
    window product as (partition by product_no order by said_at)
),

-- whatever was said first holds from the beginning
versions as (
    select
        *,
        case when is_first then '-infinity' else said_at end as valid_from,
        lead(said_at, 1, 'infinity') over (partition by product_no order by said_at) as valid_to
    from changes
    where not says_the_same
),

paths as (
    select category_no, parent_no, coalesce(name, category_id) as path, 1 as depth from core.category
    union all
    select paths.category_no, parent.parent_no, coalesce(parent.name, parent.category_id) || ' > ' || paths.path, paths.depth + 1
    from paths
    join core.category as parent on parent.category_no = paths.parent_no
    -- two categories that name each other as parent must not run for ever
    where paths.depth < 20
),

whole_paths as (
    select distinct on (category_no) category_no, path
    from paths
    order by category_no, depth desc
)

select
    product_no,
    product.product_id,
    source.name as source,
    versions.valid_from,
    versions.valid_to,
    versions.is_deleted,
    product.is_inferred,
    product.name, product.description, versions.brand, product.sku, product.barcode,
    category.category_id,
    coalesce(category.name, category.category_id) as category,
    whole_paths.path as category_path,
    product.tax_rate
from versions
join core.product using (product_no)
join estrella.source using (source_no)
left join core.category on category.category_no = versions.category_no
left join whole_paths on whole_paths.category_no = versions.category_no
