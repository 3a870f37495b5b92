select
    to_char(date_trunc('month', day), 'YYYY-MM-DD') as period, category,
    round(sum(gross), 2) as gross_sales, 0.00 as discounts,
    round(sum(case when is_cancelled then gross else 0 end), 2) as returns,
    round(sum(case when is_cancelled then 0 else gross end), 2) as net_sales,
    null::numeric as cogs, null::numeric as gross_profit, null::numeric as gross_margin
from raw.sold
where raw.in_scope(:scope, is_paid, is_fulfilled)
group by date_trunc('month', day), category
