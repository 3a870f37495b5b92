with sold as (
    select product_id, sum(case when is_cancelled then 0 else quantity end) as units,
        sum(case when is_cancelled then 0 else gross end) as net
    from raw.sold group by product_id
),
span as (select max(day) - min(day) + 1 as days from raw.sold),
figures as (
    select
        product.row_no::text as product_id, product.nombre as product, category.nombre as category,
        product.stock::int as on_hand, coalesce(sold.units, 0) as units_sold, span.days, coalesce(sold.net, 0) as net
    from raw.productos as product
    join raw.categorias as category on category.row_no = product.categoriaid::int
    left join sold on sold.product_id = product.row_no
    cross join span
),
ranked as (
    select *, (sum(net) over (order by net desc, product_id collate "C") - net) / sum(net) over () as before
    from figures
)
select
    product_id, product, category, on_hand, units_sold,
    round(units_sold::numeric / days, 6) as daily_velocity,
    round(on_hand::numeric * days / nullif(units_sold, 0), 6) as cover_days,
    null::numeric as turnover, round(units_sold::numeric / nullif(units_sold + on_hand, 0), 6) as sell_through,
    null::int as stockout_days,
    case when before < 0.8 then 'A' when before < 0.95 then 'B' else 'C' end as abc_class
from ranked
