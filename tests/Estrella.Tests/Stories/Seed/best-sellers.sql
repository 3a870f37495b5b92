with product as (
    select
        category, product_id::text as product_id, product,
        sum(case when is_cancelled then 0 else quantity end) as units,
        sum(gross) as gross_sales,
        sum(case when is_cancelled then 0 else gross end) as net_sales
    from raw.sold
    where raw.in_scope(:scope, is_paid, is_fulfilled)
    group by category, product_id, product
)
select
    category, product_id, product, units, round(gross_sales, 2) as gross_sales, round(net_sales, 2) as net_sales,
    row_number() over (partition by category order by units desc, net_sales desc, product_id collate "C") as rank
from product
