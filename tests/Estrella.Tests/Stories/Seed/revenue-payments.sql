with captured as (
    select
        payment.fechapago::date as paid_day, placed.day as order_day, placed.order_id, payment.monto::numeric as amount,
        payment.estadopago = 'Reembolsado' as is_refunded
    from raw.historial_pagos as payment
    join raw.placed as placed on placed.order_id = payment.ordenid::int
    where payment.estadopago in ('Pagado', 'Reembolsado') and raw.in_scope(:scope, placed.is_paid, placed.is_fulfilled)
),
dated as (select case :basis when 'order' then order_day else paid_day end as day, * from captured),
bounds as (select min(day) as first_day, max(day) as last_day from dated),
net as (
    select
        date_trunc('month', day)::date as period, count(distinct order_id) as orders, sum(amount) as gross_sales,
        sum(case when is_refunded then amount else 0 end) as returns,
        sum(case when is_refunded then 0 else amount end) as net_sales
    from dated group by 1
)
select
    to_char(period, 'YYYY-MM-DD') as period, orders, null::int as units, round(gross_sales, 2) as gross_sales, null::numeric as discounts,
    round(returns, 2) as returns, round(net_sales, 2) as net_sales, round(gross_sales / nullif(orders, 0), 2) as aov,
    case when lag(period) over (order by period) < (select first_day from bounds)
           or period + interval '1 month' - interval '1 day' > (select last_day from bounds) then null
         when lag(net_sales) over (order by period) > 0
         then round(net_sales / lag(net_sales) over (order by period) - 1, 6) end as growth
from net
