-- question: category-units
-- en: How many units does each category sell, and for how much?
-- es: ¿Cuántas unidades vende cada categoría, y por cuánto?
-- needs: order_line
-- takes: by=all scope basis money=lines terms at
-- covers: orders unmapped undated
-- facts: sales
-- columns: units=count units_share=ratio net_sales_share=ratio
-- rows: sales period category
-- chart: bars x=category y=units
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
category as (
    select
        sold.period,
        version.category,
        count(distinct version.product_no) as products,
        sum(sold.units) as units,
        sum(sold.gross_sales) as gross_sales,
        sum(sold.net_sales) as net_sales
    from sold
    join star.dim_product as version on version.product_key = sold.product_key
    group by sold.period, version.category
)
select
    category.period,
    category.category,
    category.products,
    category.units,
    category.units / nullif(sum(category.units) over (partition by category.period), 0) as units_share,
    category.gross_sales,
    category.net_sales,
    category.net_sales / nullif(sum(category.net_sales) over (partition by category.period), 0) as net_sales_share
from category
order by category.period, category.units desc, category.category collate "und-x-icu"
