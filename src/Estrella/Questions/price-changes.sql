-- question: price-changes
-- en: Which list prices changed, when, and by how much?
-- es: ¿Qué precios de lista cambiaron, cuándo y cuánto?
-- formula: change = list price / the product's list price before - 1
-- formula-es: cambio = precio de lista / precio de lista anterior del producto - 1
-- needs: product
-- where: category product brand
-- covers: undated
-- facts: sales
-- columns: price_before=money price=money change=ratio
-- chart: table
with version as (
    select
        price.product_no,
        (price.valid_from at time zone shop.zone)::date as changed_on,
        price.price,
        price.currency,
        lag(price.price) over product as price_before,
        lag(price.currency) over product as currency_before
    from star.product_price as price
    cross join mart.shop_currency as shop
    where price.product_no <> 0
    window product as (partition by price.product_no order by price.valid_from)
)
select
    product.product_id,
    product.name as product,
    product.category,
    version.changed_on,
    version.price_before,
    version.price,
    version.price / nullif(version.price_before, 0) - 1 as change
from version
join star.dim_product as product on product.product_no = version.product_no and product.valid_to = 'infinity'
where version.changed_on >= :from
    and version.changed_on < :to
    -- a version also begins where only the cost changed, and a price in another currency is no change of it
    and version.price <> version.price_before
    and version.currency is not distinct from version.currency_before
    and (:filters::jsonb = '{}'::jsonb or product.product_no in (
        select wanted.product_no
        from star.dim_product as wanted
        join mart.filtered_product(:filters) as filtered on filtered.product_key = wanted.product_key))
order by version.changed_on, product.product_id collate "C"
