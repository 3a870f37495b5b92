-- question: orders-with-several-methods
-- en: How many orders are paid by more than one method?
-- es: ¿Cuántos pedidos se pagan con más de un medio?
-- formula: what orders said (tenders) and what happened (payments) are counted apart, never mixed
-- formula-es: lo que dijeron los pedidos y lo que pasó (pagos) se cuenta aparte, nunca mezclado
-- needs: order payment_method
-- takes: by=month scope
-- covers: unmapped undated
-- facts: order
-- chart: line x=period y=several_methods_said
with said as (
    select tender.order_no, count(distinct tender.payment_method_key) as methods
    from star.fact_tender as tender
    where tender.payment_method_key <> 0
    group by tender.order_no
),
tried as (
    select payment.order_no, count(distinct payment.payment_method_key) as methods
    from star.fact_payment as payment
    where payment.payment_method_key <> 0
    group by payment.order_no
),
placed as (
    select
        mart.period_of(:by, placed.order_date, :from) as period,
        count(*) as orders,
        count(said.order_no) as orders_with_tenders,
        count(*) filter (where said.methods > 1) as several_said,
        count(tried.order_no) as orders_with_payments,
        count(*) filter (where tried.methods > 1) as several_tried
    from mart.asked_orders('all', :scope, :filters) as placed
    left join said on said.order_no = placed.order_no
    left join tried on tried.order_no = placed.order_no
    where placed.order_date >= :from and placed.order_date < :to
    group by 1
)
select
    periods.period,
    coalesce(placed.orders, 0) as orders,
    case when mart.is_fed('tender') then coalesce(placed.several_said, 0) end as several_methods_said,
    case when mart.is_fed('payment') then coalesce(placed.several_tried, 0) end as several_methods_tried,
    placed.several_said::numeric / nullif(placed.orders_with_tenders, 0) as several_methods_said_rate,
    placed.several_tried::numeric / nullif(placed.orders_with_payments, 0) as several_methods_tried_rate
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join placed on placed.period = periods.period
order by periods.period
