-- question: stock-rotation
-- en: What sells, what stands still, and what runs out?
-- es: ¿Qué se vende, qué queda quieto y qué se agota?
-- formula: velocity = units / days not known to be out of stock; cover = on hand / velocity; turnover = cost of sales / mean stock at cost x 365 / days
-- formula-es: velocidad = unidades / días no conocidos sin stock; cobertura = en stock / velocidad; rotación = costo de ventas / stock medio al costo x 365 / días
-- needs: order_line inventory
-- where: category product brand warehouse
-- covers: unmapped undated
-- facts: sales inventory
-- columns: on_hand=count units_sold=count daily_velocity=number cover_days=number turnover=number sell_through=ratio
-- rows: sales product_id
-- chart: scatter x=cover_days y=units_sold
with sold as (
    select
        sales.product_no,
        sum(sales.quantity) filter (where sales.event <> 'return') as units_sold,
        sum(sales.net) as net_sales,
        sum(sales.cost) as cogs
    from mart.asked_sales('booked', 'order', 'nominal', null, :filters) as sales
    where sales.order_date >= :from and sales.order_date < :to
    group by sales.product_no
),
held as (
    select
        stock.product_no,
        count(*) filter (where stock.on_hand <= 0) as stockout_days,
        count(*) filter (where stock.is_counted) as counts,
        avg(stock.on_hand * price.cost) filter (where stock.is_counted) as stock_at_cost
    from mart.held_stock(:from, :to, :filters) as stock
    cross join mart.shop_currency as shop
    left join star.product_price as price
        on stock.is_counted
        and price.product_no = stock.product_no
        and stock.day::timestamp at time zone shop.zone >= price.valid_from
        and stock.day::timestamp at time zone shop.zone < price.valid_to
    group by stock.product_no
),
figures as (
    select
        product.product_no, product.product_id, product.name as product, product.category,
        last.on_hand,
        coalesce(sold.units_sold, 0) as units_sold,
        coalesce(sold.net_sales, 0) as net_sales,
        sold.cogs, held.stock_at_cost,
        held.counts >= 2 as is_counted,
        coalesce(held.stockout_days, 0) as stockout_days,
        :to::date - :from::date as days
    from star.dim_product as product
    join mart.filtered_product(:filters) as wanted on wanted.product_key = product.product_key
    left join sold on sold.product_no = product.product_no
    left join held on held.product_no = product.product_no
    left join mart.last_stock(:to, :filters) as last on last.product_no = product.product_no
    where product.valid_to = 'infinity'
      and product.product_no <> 0
      and (not (product.is_inferred or product.is_deleted) or sold.product_no is not null or last.product_no is not null)
),
ranked as (
    select
        figures.*,
        figures.units_sold / nullif(figures.days - figures.stockout_days, 0) as daily_velocity,
        sum(figures.net_sales) over () as net_of_all,
        sum(figures.net_sales) over (order by figures.net_sales desc, figures.product_id collate "C", figures.product_no)
            - figures.net_sales as net_before
    from figures
)
select
    ranked.product_id, ranked.product, ranked.category, ranked.on_hand, ranked.units_sold, ranked.daily_velocity,
    ranked.on_hand * (ranked.days - ranked.stockout_days) / nullif(ranked.units_sold, 0) as cover_days,
    case when ranked.is_counted then ranked.cogs / nullif(ranked.stock_at_cost, 0) * 365 / ranked.days end as turnover,
    ranked.units_sold / nullif(ranked.units_sold + ranked.on_hand, 0) as sell_through,
    case when ranked.is_counted then ranked.stockout_days end as stockout_days,
    case
        when ranked.net_before < 0.8 * ranked.net_of_all then 'A'
        when ranked.net_before < 0.95 * ranked.net_of_all then 'B'
        else 'C'
    end as abc_class,
    case when count(*) filter (where ranked.is_counted) over () = 0
        then 'stock was counted on fewer than two days: turnover and stockout_days are not known' end as note
from ranked
order by ranked.net_sales desc, ranked.product_id collate "C"
