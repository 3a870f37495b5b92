-- question: best-sellers
-- en: Which products sell best, by category and period?
-- es: ¿Qué productos se venden más, por categoría y período?
-- formula: units = sold - cancelled - returned; rank by units, then net sales, then product id
-- formula-es: unidades = vendidas - canceladas - devueltas; puesto por unidades, luego ventas netas, luego id de producto
-- needs: order_line
-- takes: by=all scope basis money=lines terms at top
-- covers: orders unmapped undated
-- facts: sales
-- columns: units=count rank=count
-- rows: sales period category product_id
-- chart: bars x=product y=net_sales by=category
with sold as (
    select
        mart.period_of(:by, sales.day, :from) as period,
        sales.product_key,
        sum(sales.quantity) as units,
        sum(sales.gross) as gross_sales,
        sum(sales.net) as net_sales
    from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
    where sales.day >= :from and sales.day < :to
    group by 1, sales.product_key
),
-- a product stands in the category it had when the order was placed, under its present name
product as (
    select
        sold.period,
        version.category,
        version.product_no,
        nullif(max(version.product_id), '') as product_id,
        max(version.name) as product,
        sum(sold.units) as units,
        sum(sold.gross_sales) as gross_sales,
        sum(sold.net_sales) as net_sales
    from sold
    join star.dim_product as version on version.product_key = sold.product_key
    group by sold.period, version.category, version.product_no
),
ranked as (
    select
        product.*,
        row_number() over (
            partition by product.period, product.category
            order by product.units desc, product.net_sales desc nulls last, product.product_id collate "C", product.product_no
        ) as rank
    from product
)
select
    ranked.period,
    ranked.category,
    ranked.product_id,
    ranked.product,
    ranked.units,
    ranked.gross_sales,
    ranked.net_sales,
    ranked.rank
from ranked
where :top is null or ranked.rank <= :top
order by ranked.period, ranked.category collate "und-x-icu", ranked.rank
