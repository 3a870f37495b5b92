-- question: geography
-- en: Where are our customers, and where should we expand?
-- es: ¿Dónde están nuestros clientes y hacia dónde conviene expandirse?
-- formula: expansion score = mean of the z-scores of growth, net sales per order, on-time rate and orders per customer
-- formula-es: puntaje de expansión = media de los valores z de crecimiento, venta neta por pedido, entregas a tiempo y pedidos por cliente
-- needs: order
-- takes: scope basis money=lines|headers terms at level=region
-- covers: orders customers unmapped undated
-- facts: money
-- hides: region=region|city|postcode city=city|postcode postcode=postcode
-- columns: orders_per_customer=number expansion_score=number
-- chart: map x=region y=net_sales
with recent as (
    -- the last six whole months of the range; growth is told if the facts fill them
    select (date_trunc('month', :to::timestamp) - interval '6 months')::date as before_from,
        (date_trunc('month', :to::timestamp) - interval '3 months')::date as last_from,
        date_trunc('month', :to::timestamp)::date as last_to
),
sold as (
    select
        place.place_no,
        sum(money.net) as net_sales,
        sum(money.net) filter (where money.day >= recent.last_from and money.day < recent.last_to) as last_three,
        sum(money.net) filter (where money.day >= recent.before_from and money.day < recent.last_from) as three_before
    from mart.asked_money(:money, :scope, :basis, :terms, :at, :filters) as money
    join mart.asked_place(:level) as place on place.geography_key = money.geography_key
    cross join recent
    where money.day >= :from and money.day < :to
    group by place.place_no
),
placed as (
    select place.place_no, count(*) as orders, count(distinct nullif(placed.customer_no, 0)) as customers
    from mart.asked_orders(:money, :scope, :filters) as placed
    join mart.asked_place(:level) as place on place.geography_key = placed.geography_key
    where placed.order_date >= :from and placed.order_date < :to
    group by place.place_no
),
figures as (
    select
        place.*, sold.net_sales,
        coalesce(placed.customers, 0) as customers,
        coalesce(placed.orders, 0) as orders,
        delivery.on_time_rate,
        sold.net_sales / nullif(placed.orders, 0) as net_per_order,
        placed.orders::numeric / nullif(placed.customers, 0) as orders_per_customer,
        case when recent.before_from >= greatest(:from::date, :data_from::date)
                and recent.last_to <= least(:to::date, :data_to::date)
            then coalesce(sold.last_three, 0) / nullif(greatest(sold.three_before, 0), 0) - 1 end as growth
    from sold
    cross join recent
    join mart.asked_place(:level) as place on place.geography_key = sold.place_no
    left join placed on placed.place_no = sold.place_no
    left join mart.asked_delivery(:level, :from, :to, :as_of, :filters) as delivery on delivery.place_no = sold.place_no
),
parts as (
    select figures.place_no, part.name, count(*) over (partition by part.name) as places,
        (part.value - avg(part.value) over (partition by part.name))
            / nullif(stddev_pop(part.value) over (partition by part.name), 0) as z
    from figures
    cross join lateral (values ('growth', figures.growth), ('net sales per order', figures.net_per_order),
        ('on-time rate', figures.on_time_rate), ('orders per customer', figures.orders_per_customer)) as part (name, value)
    where figures.is_known and figures.orders >= 30
),
scores as (
    select parts.place_no, avg(parts.z) as score, string_agg(parts.name, ', ' order by parts.name) filter (where parts.z is null) as missing
    from parts
    where parts.places >= 3
    group by parts.place_no
)
select
    figures.country, figures.region, figures.city, figures.postcode,
    figures.customers, figures.orders, figures.net_sales,
    figures.net_sales / nullif(sum(figures.net_sales) over (), 0) as share,
    figures.orders_per_customer, figures.growth,
    scores.score as expansion_score,
    'expansion_score rests on no ' || scores.missing || ': not known, or the same everywhere ('
        || count(*) over (partition by scores.missing) || ' places)' as note
from figures
left join scores on scores.place_no = figures.place_no
order by figures.net_sales desc nulls last, figures.country collate "und-x-icu", figures.region collate "und-x-icu", figures.city collate "und-x-icu", figures.postcode
