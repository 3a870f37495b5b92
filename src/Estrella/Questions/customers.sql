-- question: customers
-- en: How many customers are new, and how many came back?
-- es: ¿Cuántos clientes son nuevos y cuántos volvieron?
-- formula: new = first kept order of all time lies in the period; returning rate = customers with two or more kept orders / customers
-- formula-es: nuevo = su primer pedido mantenido cae en el período; tasa de retorno = clientes con dos o más pedidos mantenidos / clientes
-- needs: order
-- takes: by=month scope basis=order money=lines|headers terms at
-- covers: orders customers unmapped undated
-- facts: money
-- columns: customers=count returning_rate=ratio
-- rows: orders period
-- chart: stack x=period y=new_net_sales,recurring_net_sales
with asked as (
    select
        mart.period_of(:by, placed.order_date, :from) as period,
        placed.customer_no,
        placed.orders,
        placed.order_seq,
        -- whether or not the first one is among those looked at
        placed.first_order_date >= :from
            and mart.period_of(:by, placed.first_order_date, :from) = mart.period_of(:by, placed.order_date, :from) as is_new,
        placed.order_seq > 1 or (
            placed.next_order_date < :to
            and mart.period_of(:by, placed.next_order_date, :from) = mart.period_of(:by, placed.order_date, :from)
        ) as is_returning,
        placed.net
    from mart.asked_customer_orders(:money, :scope, :terms, :at, :filters, :from, :to) as placed
),
person as (
    select
        asked.period,
        sum(asked.orders) as kept_orders,
        sum(asked.orders) filter (where asked.order_seq = 1) as first_orders,
        bool_or(asked.is_new) as is_new,
        bool_or(asked.is_returning) as is_returning,
        sum(asked.net) filter (where asked.order_seq = 1) as first_net,
        sum(asked.net) filter (where asked.order_seq > 1) as later_net
    from asked
    group by asked.period, asked.customer_no
),
sums as (
    select
        person.period,
        count(*) as customers,
        count(*) filter (where person.is_new) as new_customers,
        count(*) filter (where not person.is_new) as recurring_customers,
        sum(person.kept_orders)::bigint as kept_orders,
        coalesce(sum(person.first_orders), 0)::bigint as first_orders,
        count(*) filter (where person.is_returning) as returning_customers,
        sum(person.first_net) as new_net_sales,
        sum(person.later_net) as recurring_net_sales
    from person
    group by person.period
)
-- nothing sold is zero; sold, but not to be told, stays unknown
select
    periods.period,
    coalesce(sums.customers, 0) as customers,
    coalesce(sums.new_customers, 0) as new_customers,
    coalesce(sums.recurring_customers, 0) as recurring_customers,
    coalesce(sums.kept_orders, 0) as kept_orders,
    case when sums.first_orders > 0 then sums.new_net_sales else 0 end as new_net_sales,
    case when sums.kept_orders > sums.first_orders then sums.recurring_net_sales else 0 end as recurring_net_sales,
    sums.returning_customers::numeric / nullif(sums.customers, 0) as returning_rate
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join sums on sums.period = periods.period
order by periods.period
