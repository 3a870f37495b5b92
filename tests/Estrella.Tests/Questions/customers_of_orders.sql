-- Customers straight from their orders, one by one: what the sequence of orders is held against. A rate holds for seven days.
with kept as (
    select header.*, case @by when 'all' then @from else date_trunc(@by, header.order_date::timestamp)::date end as period
    from star.fact_order as header
    where header.event = 'sale' and header.is_booked and header.is_kept and header.line_count > 0 and header.customer_no <> 0
      and case @scope when 'paid' then header.is_paid when 'fulfilled' then header.is_fulfilled else true end
),
looked_at as (
    select kept.*
    from kept
    where kept.order_date >= @from and kept.order_date < @to
      and (@channel = '' or kept.channel_key in (select channel.channel_key from star.dim_channel as channel where channel.name = @channel))
      and (@category = '' or exists (
          select from star.fact_sales as line
          join star.dim_product as product on product.product_key = line.product_key
          where line.order_no = kept.order_no and line.event = 'sale' and product.category = @category))
),
told as (
    select
        looked_at.*,
        looked_at.order_no = (
            select other.order_no from kept as other where other.customer_no = looked_at.customer_no
            order by other.ordered_at, length(other.order_id), other.order_id collate "C" limit 1) as is_first,
        (
            select sum(sales.net_amount
                * case when sales.currency = 'USD' then (
                    select rate.rate from star.exchange_rate as rate
                    where rate.from_currency = 'USD' and rate.rate_type = 'official' and rate.rate_date between looked_at.order_date - 7 and looked_at.order_date
                    order by rate.rate_date desc limit 1) else 1 end
                * case @terms when 'nominal' then 1
                    when 'real' then (select level.value::numeric(60, 30) from star.price_index as level where level.month = @at)
                        / (select level.value from star.price_index as level where level.month = date_trunc('month', looked_at.order_date::timestamp)::date)
                    else 1::numeric(60, 30) / (
                        select rate.rate from star.exchange_rate as rate
                        where rate.from_currency = 'USD' and rate.rate_type = case @terms when 'USD:blue' then 'blue' else 'official' end
                          and rate.rate_date between looked_at.order_date - 7 and looked_at.order_date
                        order by rate.rate_date desc limit 1) end)
            from star.fact_sales as sales
            where sales.order_no = looked_at.order_no
              and (@category = '' or sales.product_key in (select product.product_key from star.dim_product as product where product.category = @category))
        ) as net
    from looked_at
),
person as (
    select
        told.period,
        told.customer_no,
        count(*) as kept_orders,
        exists (
            select from kept as other where other.customer_no = told.customer_no and other.period = told.period and other.order_date >= @from
              and not exists (select from kept as earlier where earlier.customer_no = told.customer_no
                  and (earlier.period < told.period or earlier.order_date < @from))) as is_new,
        (select count(*) from kept as other where other.customer_no = told.customer_no and other.order_date < @to and other.period <= told.period) > 1 as is_returning,
        sum(told.net) filter (where told.is_first) as first_net,
        sum(told.net) filter (where not told.is_first) as later_net,
        count(*) filter (where told.is_first) as first_orders
    from told
    group by told.period, told.customer_no
)
select
    person.period,
    count(*) as customers,
    count(*) filter (where person.is_new) as new_customers,
    count(*) filter (where not person.is_new) as recurring_customers,
    sum(person.kept_orders) as kept_orders,
    case when sum(person.first_orders) > 0 then sum(person.first_net) else 0 end as new_net_sales,
    case when sum(person.kept_orders) > sum(person.first_orders) then sum(person.later_net) else 0 end as recurring_net_sales,
    count(*) filter (where person.is_returning)::numeric / count(*) as returning_rate
from person
group by person.period
