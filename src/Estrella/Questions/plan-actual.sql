-- question: plan-actual
-- en: Did we sell what we planned?
-- es: ¿Vendimos lo que planeamos?
-- formula: attainment = net sales / target; a target is that of the month its period begins in
-- formula-es: cumplimiento = ventas netas / objetivo; un objetivo es del mes en que empieza su período
-- needs: order target
-- takes: by=month|quarter|year scope basis money=lines|headers
-- covers: orders unmapped undated
-- facts: money
-- columns: target=money attainment=ratio
-- chart: line x=period y=net_sales,target
with sold as (
    select mart.period_of(:by, money.day, :from) as period, sum(money.net) as net_sales
    from mart.asked_money_days(:money, :scope, :basis, 'nominal', null, '{}') as money
    where money.day >= :from and money.day < :to
    group by 1
),
-- targets of a channel or a category are parts of the shop's; a quarter with a month nobody planned has no target
planned as (
    select date_trunc(:by, target.period::timestamp)::date as period, sum(target.value) as target
    from star.target
    where lower(regexp_replace(target.metric, '[ _-]+', ' ', 'g')) in ('net sales', 'ventas netas')
        and target.channel is null
        and target.category is null
    group by 1
    having count(distinct date_trunc('month', target.period::timestamp)) = case :by when 'year' then 12 when 'quarter' then 3 else 1 end
),
figures as (
    select periods.period, periods.is_whole, coalesce(sold.net_sales, 0) as net_sales, planned.target
    from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
    left join sold on sold.period = periods.period
    left join planned on planned.period = date_trunc(:by, periods.period::timestamp)::date
)
select
    figures.period,
    figures.net_sales,
    figures.target,
    -- a month that is not over has not missed its target
    case when figures.is_whole then figures.net_sales - figures.target end as difference,
    case when figures.is_whole then figures.net_sales / nullif(figures.target, 0) end as attainment
from figures
order by figures.period
