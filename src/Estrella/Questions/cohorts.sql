-- question: cohorts
-- en: Of the customers who came in a month, how many order again in the months after it?
-- es: ¿Cuántos de los clientes que llegaron en un mes vuelven a comprar en los meses siguientes?
-- formula: cohort = month of a customer's first kept order; retention = those with a kept order so many months later / customers of the cohort; a month that is not over is not told
-- formula-es: cohorte = mes del primer pedido mantenido de cada cliente; retención = los que tienen un pedido mantenido tantos meses después / clientes de la cohorte; un mes sin terminar no se muestra
-- needs: order
-- takes: scope basis=order money=lines|headers terms at
-- covers: orders customers unmapped undated
-- facts: money
-- columns: months_later=count cohort_customers=count customers=count retention=ratio
-- chart: triangle x=months_later y=retention by=cohort
with asked as (
    select placed.*
    from mart.asked_customer_orders(:money, :scope, :terms, :at, :filters, :from, 'infinity') as placed
),
-- the range picks the cohorts; they are followed to the newest fact
arrived as (
    select asked.customer_no, mart.period_of('month', asked.order_date, :from) as cohort
    from asked
    where asked.order_seq = 1 and asked.orders = 1 and asked.order_date < :to
),
active as (
    select
        arrived.cohort,
        mart.period_of('month', asked.order_date, :from) as month,
        count(distinct asked.customer_no) as customers,
        sum(asked.net) as net_sales
    from arrived
    join asked on asked.customer_no = arrived.customer_no
    group by 1, 2
),
followed as (
    select
        came.cohort,
        came.customers,
        later.months_later,
        (came.cohort + make_interval(months => later.months_later))::date as month,
        came.cohort + make_interval(months => later.months_later + 1) <= :data_to::date as is_over
    from (select arrived.cohort, count(*) as customers from arrived group by arrived.cohort) as came
    cross join lateral generate_series(
        0,
        (extract(year from age(:data_to::date - 1, came.cohort)) * 12 + extract(month from age(:data_to::date - 1, came.cohort)))::integer
    ) as later (months_later)
)
select
    followed.cohort,
    followed.months_later,
    followed.customers as cohort_customers,
    case when followed.is_over then coalesce(active.customers, 0) end as customers,
    case when followed.is_over then coalesce(active.customers, 0)::numeric / followed.customers end as retention,
    case when not followed.is_over then null when active.customers > 0 then active.net_sales else 0 end as net_sales
from followed
left join active on active.cohort = followed.cohort and active.month = followed.month
order by followed.cohort, followed.months_later
