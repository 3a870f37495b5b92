-- question: weekdays
-- en: On which days of the week do people order?
-- es: ¿Qué días de la semana se compra?
-- needs: order
-- takes: scope basis=order money=lines|headers terms at
-- covers: orders unmapped undated
-- facts: money
-- columns: weekday=count units=count orders_share=ratio
-- chart: bars x=weekday y=orders
with sold as (
    select
        extract(isodow from money.day)::int as weekday,
        sum(money.quantity) as units,
        sum(money.net) as net_sales
    from mart.asked_money_days(:money, :scope, 'order', :terms, :at, :filters) as money
    where money.day >= :from and money.day < :to
    group by 1
),
placed as (
    select extract(isodow from placed.order_date)::int as weekday, sum(placed.orders)::bigint as orders
    from mart.asked_order_counts(:money, :scope, :filters) as placed
    where placed.order_date >= :from and placed.order_date < :to
    group by 1
)
select
    days.weekday,
    days.weekday_en,
    days.weekday_es,
    coalesce(placed.orders, 0) as orders,
    coalesce(placed.orders, 0) / nullif(sum(placed.orders) over (), 0) as orders_share,
    case when sold.weekday is null and :money = 'lines' then 0 else sold.units end as units,
    case when sold.weekday is null then 0 else sold.net_sales end as net_sales
from (
    select distinct day.weekday, day.weekday_en, day.weekday_es from star.dim_date as day where day.weekday is not null
) as days
left join sold on sold.weekday = days.weekday
left join placed on placed.weekday = days.weekday
order by days.weekday
