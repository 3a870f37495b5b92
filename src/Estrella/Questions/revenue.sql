-- question: revenue
-- en: How much did we sell, month by month?
-- es: ¿Cuánto vendimos, mes a mes?
-- formula: net sales = gross sales - discounts - returns; aov = (gross sales - discounts) / orders
-- formula-es: ventas netas = ventas brutas - descuentos - devoluciones; pedido promedio = (ventas brutas - descuentos) / pedidos
-- needs: order
-- takes: by=month scope basis money=lines|headers|payments terms at
-- covers: orders unmapped undated
-- facts: money
-- columns: units=count aov=money growth=ratio
-- rows: money period
-- chart: line x=period y=net_sales
with by_order_day as (
    select
        mart.period_of(:by, money.day, :from) as period,
        money.order_date,
        sum(money.quantity) as units,
        sum(money.gross) as gross_sales,
        sum(money.discounts) as discounts,
        sum(money.returned) as returns,
        sum(money.net) as net_sales
    from mart.asked_money_days(:money, :scope, :basis, 'nominal', null, :filters) as money
    where money.day >= :from and money.day < :to
    group by 1, money.order_date
),
-- sums of an order day are told at once: nothing rounds on the way
asked as (
    select
        summed.period,
        sum(summed.units) as units,
        sum(mart.told(summed.gross_sales, rate.own_factor)) as gross_sales,
        sum(mart.told(summed.discounts, rate.own_factor)) as discounts,
        sum(mart.told(summed.returns, rate.own_factor)) as returns,
        sum(mart.told(summed.net_sales, rate.own_factor)) as net_sales
    from by_order_day as summed
    left join mart.asked_factor(:terms, :at) as rate on rate.currency = '' and rate.order_date = summed.order_date
    group by summed.period
),
-- counted apart: an order counts once however many lines it has, and once a period however many payments
placed as (
    select mart.period_of(:by, placed.order_date, :from) as period, sum(placed.orders)::bigint as orders
    from mart.asked_order_counts(:money, :scope, :filters) as placed
    where :money <> 'payments'
      and placed.order_date >= :from and placed.order_date < :to
    group by 1
    union all
    select mart.period_of(:by, paid.day, :from) as period, count(distinct paid.order_no) as orders
    from mart.asked_order_days(:money, :scope, :basis, :filters) as paid
    where :money = 'payments'
      and paid.day >= :from and paid.day < :to
    group by 1
),
-- a period without facts is zero; one whose amounts cannot be told stays unknown
filled as (
    select
        periods.period,
        periods.is_whole,
        coalesce(placed.orders, 0) as orders,
        case when asked.period is null and :money = 'lines' then 0 else asked.units end as units,
        case when asked.period is null then 0 else asked.gross_sales end as gross_sales,
        case
            -- what no export says of a header's discount is not known, and counts as 0
            when :money = 'payments' or (:money = 'headers' and not mart.is_fed('order.discount')) then null
            when asked.period is null or asked.gross_sales is not null then coalesce(asked.discounts, 0)
        end as discounts,
        case when asked.period is null then 0 else asked.returns end as returns,
        case when asked.period is null then 0 else asked.net_sales end as net_sales
    from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
    left join asked on asked.period = periods.period
    left join placed on placed.period = periods.period
)
select
    filled.period,
    filled.orders,
    filled.units,
    filled.gross_sales,
    filled.discounts,
    filled.returns,
    filled.net_sales,
    (filled.gross_sales - coalesce(filled.discounts, 0)) / nullif(filled.orders, 0) as aov,
    case
        when filled.is_whole and lag(filled.is_whole) over month_by_month
            then filled.net_sales / nullif(greatest(lag(filled.net_sales) over month_by_month, 0), 0) - 1
    end as growth
from filled
window month_by_month as (order by filled.period)
order by filled.period
