with orders as (
    select sold.order_id, sold.customer_id, sold.day, sold.is_cancelled, sum(sold.gross) as gross
    from raw.sold as sold where :money = 'lines' and raw.in_scope(:scope, is_paid, is_fulfilled)
    group by sold.order_id, sold.customer_id, sold.day, sold.is_cancelled
    union all
    select order_id, customer_id, day, is_cancelled, total
    from raw.placed where :money = 'headers' and raw.in_scope(:scope, is_paid, is_fulfilled)
),
placed as (
    select orders.*, address.pais as country, address.provincia as region, case when is_cancelled then 0 else gross end as net
    from orders join raw.direcciones_envio as address on address.usuarioid::int = orders.customer_id
),
-- the range is the universe's, whatever the scope; whole_to: the day after its last whole month
facts as (select day from raw.sold where :money = 'lines' union all select day from raw.placed where :money = 'headers'),
bounds as (
    select (date_trunc('month', max(day) + 1))::date as whole_to from facts
),
places as (
    select
        country, region, count(distinct customer_id) as customers, count(distinct order_id) as orders, sum(net) as net_sales,
        sum(net) filter (where day >= whole_to - interval '3 months' and day < whole_to) as last_three,
        sum(net) filter (where day >= whole_to - interval '6 months' and day < whole_to - interval '3 months') as three_before
    from placed, bounds group by country, region
),
figures as (
    select *, orders::numeric / customers as orders_per_customer, net_sales / orders as per_order,
        case when three_before > 0 then coalesce(last_three, 0) / three_before - 1 end as growth
    from places
),
spread as (
    select count(*) as regions,
        avg(growth) as growth_mean, stddev_pop(growth) as growth_sd, avg(per_order) as per_order_mean, stddev_pop(per_order) as per_order_sd,
        avg(orders_per_customer) as often_mean, stddev_pop(orders_per_customer) as often_sd
    from figures where orders >= 30
)
select
    country, region, customers, orders, round(net_sales, 2) as net_sales, round(net_sales / sum(net_sales) over (), 6) as share,
    round(orders_per_customer, 6) as orders_per_customer, round(growth, 6) as growth,
    case when orders >= 30 and regions >= 3 then round((
          (growth - growth_mean) / nullif(growth_sd, 0)
        + (per_order - per_order_mean) / nullif(per_order_sd, 0)
        + (orders_per_customer - often_mean) / nullif(often_sd, 0)) / 3, 6) end as expansion_score
from figures, spread
