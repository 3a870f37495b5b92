-- question: customers
-- en: How many customers are new, and how many came back?
-- es: ¿Cuántos clientes son nuevos y cuántos volvieron?
-- formula: new = first kept order of all time lies in the period; returning rate = customers with two or more kept orders / customers
-- needs: order
-- takes: by=month scope basis=order money=lines|headers terms at
-- covers: orders customers unmapped undated
-- facts: money
-- columns: customers=count returning_rate=ratio
-- rows: money period
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
        periods.period,
        placed.customer_no,
        placed.order_no,
        kept.order_seq,
        kept.order_seq > 1 or kept.next_order_date < least(periods.next_period, :to) as is_returning
    from mart.asked_orders(:money, :scope, :filters) as placed
    join kept on kept.order_no = placed.order_no
    join mart.periods(:by, :from, :to, :data_from, :data_to) as periods
        on periods.period = mart.period_of(:by, placed.order_date, :from)
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
net_of_order as (
    select money.order_no, sum(money.net) as net_sales
    from mart.asked_money(:money, :scope, 'order', :terms, :at, :filters) as money
    where money.day >= :from and money.day < :to
    group by money.order_no
),
net as (
    -- a first order is unknown as a whole when its amount cannot be told, but nothing sold is zero
    select
        asked.period,
        sum(net_of_order.net_sales) filter (where asked.order_seq = 1) as new_net_sales,
        sum(net_of_order.net_sales) filter (where asked.order_seq > 1) as recurring_net_sales,
        count(*) filter (where asked.order_seq = 1) as first_orders,
        count(*) filter (where asked.order_seq > 1) as later_orders
    from asked
    join net_of_order on net_of_order.order_no = asked.order_no
    group by asked.period
)
select
    periods.period,
    coalesce(heads.customers, 0) as customers,
    coalesce(heads.new_customers, 0) as new_customers,
    coalesce(heads.recurring_customers, 0) as recurring_customers,
    coalesce(heads.kept_orders, 0) as kept_orders,
    case when net.first_orders > 0 then net.new_net_sales else 0 end as new_net_sales,
    case when net.later_orders > 0 then net.recurring_net_sales else 0 end as recurring_net_sales,
    heads.returning_customers::numeric / nullif(heads.customers, 0) as returning_rate
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join heads on heads.period = periods.period
left join net on net.period = periods.period
order by periods.period
