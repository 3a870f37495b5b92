-- dim_product: products with their history; category and brand make versions, the rest is overwritten
-- grain: one row per product and version; what is one product in several sources is one
-- key: product_key
-- natural: product_no, valid_from
-- chain: product_no
-- touched by: product_no
-- moves: valid_to, tax_rate
-- from: core.product, core.product_past, core.product_same, core.category, estrella.source, star.article, star.category_path
-- product_key: surrogate key of the version; 0 is the unknown product
-- product_no: number of the product in core, the same in all versions; of one in several sources the lowest
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
with kept as (
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

-- whatever was said first holds from the beginning
states as (
    select
        moments.*, same.same_no,
        case when row_number() over history = 1 then '-infinity' else said_at end as holds_from,
        lead(said_at, 1, 'infinity') over history as holds_to
    from moments
    left join core.product_same as same using (product_no)
    window history as (partition by product_no order by said_at)
),

member as (
    select states.*, source.authority, source.name as source, product.product_id
    from states
    join core.product using (product_no)
    join estrella.source using (source_no)
    where same_no is not null
),

-- of what the sources say at a moment, the word of the one with authority, else the one said last
told as (
    select product_no, holds_from as valid_from, is_deleted, category_no, brand from states where same_no is null
    union all
    select
        same_no, moment.valid_from, bool_and(is_deleted),
        (array_agg(category_no order by is_deleted, (authority ->> 'product.category')::int nulls last, said_at desc, source collate "C", product_id)
            filter (where category_no is not null))[1],
        (array_agg(brand order by is_deleted, (authority ->> 'product.brand')::int nulls last, said_at desc, source collate "C", product_id)
            filter (where brand is not null))[1]
    from (select distinct same_no, holds_from as valid_from from member) as moment
    join member using (same_no)
    where member.holds_from <= moment.valid_from
        and member.holds_to > moment.valid_from
    group by same_no, moment.valid_from
),

changes as (
    select
        *,
        row_number() over product > 1 and (is_deleted, category_no, brand) is not distinct from
            (lag(is_deleted) over product, lag(category_no) over product, lag(brand) over product) as says_the_same
    from told
    window product as (partition by product_no order by valid_from)
)

select
    product_no, coalesce(article.product_id, product.product_id) as product_id, coalesce(article.source, source.name) as source, changes.valid_from,
    lead(changes.valid_from, 1, 'infinity') over (partition by product_no order by changes.valid_from) as valid_to,
    changes.is_deleted, coalesce(article.is_inferred, product.is_inferred) as is_inferred,
    coalesce(article.name, product.name) as name, coalesce(article.description, product.description) as description, changes.brand,
    coalesce(article.sku, product.sku) as sku, coalesce(article.barcode, product.barcode) as barcode,
    category.category_id, coalesce(category.name, category.category_id) as category, category_path.path as category_path,
    coalesce(article.tax_rate, product.tax_rate)::numeric(18,4) as tax_rate
from changes
join core.product using (product_no)
join estrella.source using (source_no)
left join star.article using (product_no)
left join core.category on category.category_no = changes.category_no
left join star.category_path on category_path.category_no = changes.category_no
where not changes.says_the_same
