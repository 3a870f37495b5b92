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
with kept as (
    -- of all time and whatever the filters: who is new does not depend on what is looked at
    select
        placed.order_no,
        row_number() over history as order_seq,
        lead(placed.order_date) over history as next_order_date
    from mart.asked_orders(:money, :scope, '{}') as placed
    where placed.is_kept and placed.customer_no <> 0
    -- ids of one moment in the order of their numbers, where they are numbers
    window history as (
        partition by placed.customer_no order by placed.ordered_at, length(placed.order_id), placed.order_id collate "C")
),
asked as (
    select
        mart.period_of(:by, placed.order_date, :from) as period,
        placed.customer_no,
        kept.order_no,
        kept.order_seq,
        kept.order_seq > 1 or (
            kept.next_order_date < :to
            and mart.period_of(:by, kept.next_order_date, :from) = mart.period_of(:by, placed.order_date, :from)
        ) as is_returning
    from mart.asked_orders(:money, :scope, :filters) as placed
    join kept on kept.order_no = placed.order_no
    where placed.order_date >= :from and placed.order_date < :to
),
person as (
    select
        asked.period,
        asked.customer_no,
        count(*) as kept_orders,
        min(asked.order_seq) = 1 as is_new,
        bool_or(asked.is_returning) as is_returning
    from asked
    group by asked.period, asked.customer_no
),
heads as (
    select
        person.period,
        count(*) as customers,
        count(*) filter (where person.is_new) as new_customers,
        count(*) filter (where not person.is_new) as recurring_customers,
        sum(person.kept_orders)::bigint as kept_orders,
        count(*) filter (where person.is_returning) as returning_customers
    from person
    group by person.period
),
net as (
    select
        asked.period,
        sum(money.net) filter (where asked.order_seq = 1) as new_net_sales,
        sum(money.net) filter (where asked.order_seq > 1) as recurring_net_sales
    from asked
    join mart.asked_money(:money, :scope, 'order', :terms, :at, :filters) as money on money.order_no = asked.order_no
    group by asked.period
)
-- nothing sold is zero; sold, but not to be told, stays unknown
select
    periods.period,
    coalesce(heads.customers, 0) as customers,
    coalesce(heads.new_customers, 0) as new_customers,
    coalesce(heads.recurring_customers, 0) as recurring_customers,
    coalesce(heads.kept_orders, 0) as kept_orders,
    case when heads.new_customers > 0 then net.new_net_sales else 0 end as new_net_sales,
    case when heads.kept_orders > heads.new_customers then net.recurring_net_sales else 0 end as recurring_net_sales,
    heads.returning_customers::numeric / nullif(heads.customers, 0) as returning_rate
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join heads on heads.period = periods.period
left join net on net.period = periods.period
order by periods.period
