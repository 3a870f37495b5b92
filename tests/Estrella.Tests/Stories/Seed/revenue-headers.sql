with bounds as (select min(day) as first_day, max(day) as last_day from raw.placed),
net as (
    select
        date_trunc('month', day)::date as period,
        count(*) as orders,
        sum(total) as gross_sales,
        sum(case when is_cancelled then total else 0 end) as returns,
        sum(case when is_cancelled then 0 else total end) as net_sales
    from raw.placed
    where raw.in_scope(:scope, is_paid, is_fulfilled)
    group by 1
)
select
    to_char(period, 'YYYY-MM-DD') as period, orders, null::int as units, round(gross_sales, 2) as gross_sales, null::numeric as discounts,
    round(returns, 2) as returns, round(net_sales, 2) as net_sales, round(gross_sales / nullif(orders, 0), 2) as aov,
    case when lag(period) over (order by period) < (select first_day from bounds)
           or period + interval '1 month' - interval '1 day' > (select last_day from bounds) then null
         when lag(net_sales) over (order by period) > 0
         then round(net_sales / lag(net_sales) over (order by period) - 1, 6) end as growth
from net
