-- question: rank-changes
-- en: Which products rose or fell among the best sellers?
-- es: ¿Qué productos subieron o bajaron entre los más vendidos?
-- formula: rank by units, then net sales, then product id, within the category and overall; before = as many days before, whole months by months; change = rank before - rank
-- formula-es: puesto por unidades, luego ventas netas, luego id de producto, en la categoría y en general; antes = otros tantos días antes, meses enteros por meses; cambio = puesto antes - puesto
-- needs: order_line
-- takes: scope basis money=lines terms at
-- covers: orders unmapped undated
-- facts: sales
-- columns: units=count units_before=count rank=count rank_before=count rank_change=count overall_rank=count overall_change=count
-- chart: moves x=product y=units by=overall_change
with span as (
    select before.first, before.next from mart.days_before(:from, :to) as before
),
sold as (
    select sales.day >= :from as is_now, sales.product_key, sum(sales.quantity) as units, sum(sales.net) as net_sales
    from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
    cross join span
    where (sales.day >= :from and sales.day < :to) or (sales.day >= span.first and sales.day < span.next)
    group by 1, sales.product_key
),
-- in the category a product had when it was ordered, as in best-sellers; one that moved is held against itself there
product as (
    select
        sold.is_now,
        version.category,
        version.product_no,
        nullif(max(version.product_id), '') as product_id,
        max(version.name) as product,
        sum(sold.units) as units,
        sum(sold.net_sales) as net_sales
    from sold
    join star.dim_product as version on version.product_key = sold.product_key
    group by sold.is_now, version.category, version.product_no
),
ranked as (
    select
        product.*,
        row_number() over (
            partition by product.is_now, product.category
            order by product.units desc, product.net_sales desc nulls last, product.product_id collate "C", product.product_no) as rank,
        row_number() over (
            partition by product.is_now
            order by product.units desc, product.net_sales desc nulls last, product.product_id collate "C", product.product_no) as overall_rank
    from product
),
-- what lies before the first fact is not known: nothing is new, and nothing rose
held as (
    select
        coalesce(now.category, before.category) as category,
        coalesce(now.product_id, before.product_id) as product_id,
        coalesce(now.product, before.product) as product,
        now.units, now.net_sales, now.rank, now.overall_rank,
        before.units as units_before, before.net_sales as net_sales_before, before.rank as rank_before, before.overall_rank as overall_before,
        span.first >= :data_from::date as is_known
    from (select * from ranked where ranked.is_now) as now
    full join (select * from ranked where not ranked.is_now) as before
        on before.product_no = now.product_no and before.category is not distinct from now.category
    cross join span
    where now.product_no is not null or span.first >= :data_from::date
)
select
    held.category, held.product_id, held.product,
    coalesce(held.units, 0) as units,
    case when held.is_known then coalesce(held.units_before, 0) end as units_before,
    case when held.rank is null then 0 else held.net_sales end as net_sales,
    case when held.is_known then case when held.rank_before is null then 0 else held.net_sales_before end end as net_sales_before,
    held.rank,
    case when held.is_known then held.rank_before end as rank_before,
    case when held.is_known then held.rank_before - held.rank end as rank_change,
    held.overall_rank,
    case when held.is_known then held.overall_before - held.overall_rank end as overall_change,
    case when held.is_known then case when held.rank_before is null then 'new' when held.rank is null then 'gone' else 'kept' end end as entry,
    case when not held.is_known then 'the days before go back beyond the first fact: ranks before are not known; ask for a later or shorter period' end as note
from held
order by held.category collate "und-x-icu", held.rank nulls last, held.rank_before
