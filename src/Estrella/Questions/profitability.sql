-- question: profitability
-- en: What does each category earn, month by month?
-- es: ¿Cuánto gana cada categoría, mes a mes?
-- formula: gross profit = net sales with known cost - cost of what was sold and not taken back; margin = gross profit / those net sales
-- formula-es: ganancia bruta = ventas netas con costo conocido - costo de lo vendido y no repuesto; margen = ganancia bruta / esas ventas netas
-- needs: order_line
-- takes: by=month scope basis money=lines terms at
-- covers: orders cost unmapped undated
-- facts: sales
-- rows: sales period category
-- chart: stack x=period y=gross_profit by=category
with sold as (
    select
        mart.period_of(:by, sales.day, :from) as period,
        sales.product_key,
        sum(sales.gross) as gross_sales,
        sum(sales.discounts) as discounts,
        sum(sales.returned) as returns,
        sum(sales.net) as net_sales,
        sum(sales.net) filter (where sales.cost is not null) as known_net,
        sum(sales.cost) filter (where sales.net is not null) as cogs
    from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
    where sales.day >= :from and sales.day < :to
    group by 1, sales.product_key
),
category as (
    select
        sold.period,
        version.category,
        sum(sold.gross_sales) as gross_sales,
        sum(sold.discounts) as discounts,
        sum(sold.returns) as returns,
        sum(sold.net_sales) as net_sales,
        sum(sold.known_net) as known_net,
        sum(sold.cogs) as cogs
    from sold
    join star.dim_product as version on version.product_key = sold.product_key
    group by sold.period, version.category
)
select
    category.period,
    category.category,
    category.gross_sales,
    category.discounts,
    category.returns,
    category.net_sales,
    category.cogs,
    category.known_net - category.cogs as gross_profit,
    (category.known_net - category.cogs) / nullif(category.known_net, 0) as gross_margin,
    coalesce(category.known_net, 0) / nullif(category.net_sales, 0) as cost_coverage,
    case
        when count(category.cogs) over () = 0
            then 'no cost is known (no export feeds product_price, product cost or the line''s own): profit cannot be told'
    end as note
from category
order by category.period, category.category collate "und-x-icu"
