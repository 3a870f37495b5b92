-- Revenue straight from the facts, line by line and event by event: what the roll-ups of days are held against.
-- A rate holds for seven days; what has none is in no total, and counted.
with fact as (
    select
        case @by
            when 'all' then @from
            else date_trunc(@by, (case @basis when 'order' then sales.order_date else sales.event_date end)::timestamp)::date
        end as period,
        sales.quantity, sales.gross_amount, sales.discount_amount, sales.returned_amount, sales.net_amount,
        case when sales.currency = 'USD' then dollar.rate else 1 end
        * case @terms
            when 'nominal' then 1
            when 'real' then level_then.value::numeric(60, 30) / level_now.value
            else 1::numeric(60, 30) / told.rate
        end as factor
    from star.fact_sales as sales
    left join lateral (
        select rate.rate from star.exchange_rate as rate
        where rate.from_currency = 'USD' and rate.rate_type = 'official' and rate.rate_date between sales.order_date - 7 and sales.order_date
        order by rate.rate_date desc limit 1
    ) as dollar on true
    left join lateral (
        select rate.rate from star.exchange_rate as rate
        where rate.from_currency = 'USD' and rate.rate_type = case @terms when 'USD:blue' then 'blue' else 'official' end
          and rate.rate_date between sales.order_date - 7 and sales.order_date
        order by rate.rate_date desc limit 1
    ) as told on true
    left join star.price_index as level_then on level_then.month = @at
    left join star.price_index as level_now on level_now.month = date_trunc('month', sales.order_date::timestamp)::date
    where sales.is_booked
      and case @scope when 'paid' then sales.is_paid when 'fulfilled' then sales.is_fulfilled else true end
      and case @basis when 'order' then sales.order_date else sales.event_date end >= @from
      and case @basis when 'order' then sales.order_date else sales.event_date end < @to
      and (@category = '' or sales.product_key in (select product.product_key from star.dim_product as product where product.category = @category))
      and (@channel = '' or sales.channel_key in (select channel.channel_key from star.dim_channel as channel where channel.name = @channel))
),
placed as (
    select
        case @by when 'all' then @from else date_trunc(@by, header.order_date::timestamp)::date end as period,
        count(*) as orders
    from star.fact_order as header
    where header.event = 'sale' and header.is_booked and header.line_count > 0
      and case @scope when 'paid' then header.is_paid when 'fulfilled' then header.is_fulfilled else true end
      and header.order_date >= @from and header.order_date < @to
      and (@channel = '' or header.channel_key in (select channel.channel_key from star.dim_channel as channel where channel.name = @channel))
      and (@category = '' or exists (
          select from star.fact_sales as line
          join star.dim_product as product on product.product_key = line.product_key
          where line.order_no = header.order_no and line.event = 'sale' and product.category = @category))
    group by 1
)
select
    coalesce(sold.period, placed.period) as period,
    coalesce(placed.orders, 0) as orders,
    sold.units, sold.gross_sales, sold.discounts, sold.returns, sold.net_sales,
    coalesce(sold.untold, 0) as untold
from (
    select
        fact.period,
        sum(fact.quantity) as units,
        sum(fact.gross_amount * fact.factor) as gross_sales,
        sum(fact.discount_amount * fact.factor) as discounts,
        sum(fact.returned_amount * fact.factor) as returns,
        sum(fact.net_amount * fact.factor) as net_sales,
        count(*) filter (where fact.factor is null) as untold
    from fact
    group by fact.period
) as sold
full join placed on placed.period = sold.period
