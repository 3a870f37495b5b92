-- question: abc-xyz
-- en: Which products carry our sales, and which of them sell steadily?
-- es: ¿Qué productos sostienen nuestras ventas, y cuáles se venden parejo?
-- formula: ABC by net sales: A while the share before the product < 80 %, B < 95 %; XYZ by the variation of units from week to week (standard deviation / mean): X < 0.5, Y < 1
-- formula-es: ABC por ventas netas: A mientras la parte anterior al producto < 80 %, B < 95 %; XYZ por la variación de unidades de semana a semana (desvío / media): X < 0,5, Y < 1
-- needs: order_line
-- where: category product brand
-- covers: orders unmapped undated
-- facts: sales
-- columns: products=count units=count net_sales_share=ratio
-- chart: heat x=xyz_class y=net_sales by=abc_class
with span as (
    -- whole weeks of the range, from Monday
    select first_week, next_week, (next_week - first_week) / 7 as weeks
    from (
        select
            date_trunc('week', :from::timestamp + interval '6 days')::date as first_week,
            date_trunc('week', :to::timestamp)::date as next_week
    ) as whole
),
sold as (
    select
        sales.product_no,
        sales.order_date,
        sum(sales.quantity) filter (where sales.event <> 'return') as units,
        sum(sales.net) as net_sales
    from mart.asked_sales('booked', 'order', 'nominal', null, :filters) as sales
    where sales.order_date >= :from and sales.order_date < :to
    group by sales.product_no, sales.order_date
),
weekly as (
    select sold.product_no, date_trunc('week', sold.order_date::timestamp) as week, sum(sold.units) as units
    from sold
    join span on sold.order_date >= span.first_week and sold.order_date < span.next_week
    group by 1, 2
),
-- a week without a sale counts as none
varied as (
    select weekly.product_no, sum(weekly.units) / span.weeks as mean, sum(weekly.units * weekly.units) / span.weeks as mean_of_squares
    from weekly
    cross join span
    where span.weeks >= 8
    group by weekly.product_no, span.weeks
),
totals as (
    select sold.product_no, coalesce(sum(sold.units), 0) as units, coalesce(sum(sold.net_sales), 0) as net_sales
    from sold
    group by sold.product_no
),
ranked as (
    select
        totals.*,
        sum(totals.net_sales) over () as net_of_all,
        sum(totals.net_sales) over (order by totals.net_sales desc, totals.product_no) - totals.net_sales as net_before
    from totals
),
classed as (
    select
        ranked.*,
        case
            when ranked.net_sales > 0 and ranked.net_before < 0.8 * ranked.net_of_all then 'A'
            when ranked.net_sales > 0 and ranked.net_before < 0.95 * ranked.net_of_all then 'B'
            else 'C'
        end as abc_class,
        -- variances are compared with squares: roots would round a product over its border
        case
            when varied.mean is null then null
            when varied.mean <= 0 then 'Z'
            when varied.mean_of_squares - varied.mean * varied.mean < 0.25 * varied.mean * varied.mean then 'X'
            when varied.mean_of_squares - varied.mean * varied.mean < varied.mean * varied.mean then 'Y'
            else 'Z'
        end as xyz_class
    from ranked
    left join varied on varied.product_no = ranked.product_no
)
select
    classed.abc_class,
    classed.xyz_class,
    count(*) as products,
    sum(classed.units) as units,
    sum(classed.net_sales) as net_sales,
    sum(classed.net_sales) / nullif(max(classed.net_of_all), 0) as net_sales_share,
    case when max(span.weeks) < 8 then 'the range has fewer than eight whole weeks: how steadily products sell is not known' end as note
from classed
cross join span
group by classed.abc_class, classed.xyz_class
order by classed.abc_class, classed.xyz_class
