with bounds as (select date_trunc('month', min(day)) as first_month, min(day) as first_day, max(day) as last_day from raw.sold),
months as (
    select each::date as period from bounds, generate_series(first_month, date_trunc('month', last_day), interval '1 month') as each
),
sums as (
    select
        date_trunc('month', day)::date as period,
        count(distinct order_id) as orders,
        sum(case when is_cancelled then 0 else quantity end) as units,
        sum(gross) as gross_sales,
        sum(case when is_cancelled then gross else 0 end) as returns
    from raw.sold
    where raw.in_scope(:scope, is_paid, is_fulfilled)
    group by 1
),
net as (
    select
        period, coalesce(orders, 0) as orders, coalesce(units, 0) as units, coalesce(gross_sales, 0) as gross_sales,
        coalesce(returns, 0) as returns, coalesce(gross_sales, 0) - coalesce(returns, 0) as net_sales
    from months left join sums using (period)
)
select
    to_char(period, 'YYYY-MM-DD') as period, orders, units, round(gross_sales, 2) as gross_sales, 0.00 as discounts,
    round(returns, 2) as returns, round(net_sales, 2) as net_sales, round(gross_sales / nullif(orders, 0), 2) as aov,
    -- growth from or into a month the data cut is unknown
    case when lag(period) over (order by period) < (select first_day from bounds)
           or period + interval '1 month' - interval '1 day' > (select last_day from bounds) then null
         when lag(net_sales) over (order by period) > 0
         then round(net_sales / lag(net_sales) over (order by period) - 1, 6) end as growth
from net
