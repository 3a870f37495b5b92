with orders as (
    select order_id, customer_id, day, is_cancelled, sum(gross) as gross
    from raw.sold where :money = 'lines' and raw.in_scope(:scope, is_paid, is_fulfilled)
    group by order_id, customer_id, day, is_cancelled
    union all
    select order_id, customer_id, day, is_cancelled, total
    from raw.placed where :money = 'headers' and raw.in_scope(:scope, is_paid, is_fulfilled)
),
-- the range is the universe's, whatever the scope
facts as (select day from raw.sold where :money = 'lines' union all select day from raw.placed where :money = 'headers'),
bounds as (select date_trunc('month', min(day)) as first_month, date_trunc('month', max(day)) as last_month from facts),
months as (select each::date as period from bounds, generate_series(first_month, last_month, interval '1 month') as each),
kept as (
    select *, date_trunc('month', day)::date as period,
        row_number() over (partition by customer_id order by day, order_id) as nth
    from orders where not is_cancelled
),
person as (
    select period, customer_id, count(*) as orders, min(nth) = 1 as is_new, max(nth) >= 2 as is_returning
    from kept group by period, customer_id
),
heads as (
    select period, count(*) as customers, count(*) filter (where is_new) as new_customers,
        count(*) filter (where not is_new) as recurring_customers, sum(orders) as kept_orders,
        count(*) filter (where is_returning) as returning_customers
    from person group by period
),
money as (
    select period, sum(case when nth = 1 then gross else 0 end) as first_sales, sum(case when nth > 1 then gross else 0 end) as later_sales
    from kept group by period
)
select
    to_char(period, 'YYYY-MM-DD') as period, coalesce(customers, 0) as customers, coalesce(new_customers, 0) as new_customers,
    coalesce(recurring_customers, 0) as recurring_customers, coalesce(kept_orders, 0) as kept_orders,
    round(coalesce(first_sales, 0), 2) as new_net_sales, round(coalesce(later_sales, 0), 2) as recurring_net_sales,
    round(returning_customers::numeric / nullif(customers, 0), 6) as returning_rate
from months left join heads using (period) left join money using (period)
