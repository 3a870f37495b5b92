-- article: products of several sources that are one, with what holds of them today
-- grain: one row per product that several sources tell of
-- key: product_no
-- touched by: product_no
-- from: core.product, core.product_same, estrella.source
-- product_no: the lowest of their numbers in core, the one the star knows the product by
-- product_id: natural id of the one whose word counts most, as its source writes it
-- source: source that scopes the id
-- is_inferred: no export has said what it is
-- name: name
-- description: description
-- sku: stock keeping unit
-- barcode: GTIN
-- tax_rate: tax rate, 0.21 is 21 %
with ranked as (
    select
        same.same_no, product.*, source.name as source, source.authority,
        -- whose word counts, else who said it last; never who arrived first
        row_number() over (
            partition by same.same_no
            order by is_inferred, is_deleted, (authority ->> 'product.name')::int nulls last, said_at desc, source.name collate "C", product_id
        ) as turn
    from core.product_same as same
    join touched_product on touched_product.product_no = same.same_no
    join core.product on product.product_no = same.product_no
    join estrella.source using (source_no)
)

select
    same_no as product_no,
    (array_agg(product_id order by turn))[1] as product_id,
    (array_agg(source order by turn))[1] as source,
    bool_and(is_inferred) as is_inferred,
    (array_agg(name order by turn) filter (where name is not null))[1] as name,
    (array_agg(description order by (authority ->> 'product.description')::int nulls last, turn) filter (where description is not null))[1] as description,
    (array_agg(sku order by (authority ->> 'product.sku')::int nulls last, turn) filter (where sku is not null))[1] as sku,
    (array_agg(barcode order by (authority ->> 'product.barcode')::int nulls last, turn) filter (where barcode is not null))[1] as barcode,
    (array_agg(tax_rate order by (authority ->> 'product.tax_rate')::int nulls last, turn) filter (where tax_rate is not null))[1]::numeric(18,4) as tax_rate
from ranked
group by same_no
