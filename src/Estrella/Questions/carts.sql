-- question: carts
-- en: How many carts become orders?
-- es: ¿Cuántos carritos se convierten en pedidos?
-- formula: converted = the customer ordered the product within the window; abandonment rate = 1 - converted / lines, of those whose window is over
-- formula-es: convertida = el cliente pidió el producto dentro del plazo; abandono = 1 - convertidas / líneas, de aquellas cuyo plazo terminó
-- needs: cart order_line
-- takes: by=month window=30
-- where: category product brand country region city
-- covers: undated
-- facts: cart
-- chart: line x=period y=abandonment_rate
with gathered as (
    select
        mart.period_of(:by, line.day, :from) as period,
        count(distinct line.cart) as carts,
        count(*) as cart_lines,
        count(*) filter (where line.is_converted) as converted,
        count(*) filter (where line.is_over) as over,
        count(*) filter (where line.is_over and line.is_converted) as converted_in_time
    from mart.asked_carts(:window, :as_of, :filters) as line
    where line.day >= :from and line.day < :to
    group by 1
)
select
    periods.period,
    coalesce(gathered.carts, 0) as carts,
    coalesce(gathered.cart_lines, 0) as cart_lines,
    coalesce(gathered.converted, 0) as converted,
    1 - gathered.converted_in_time::numeric / nullif(gathered.over, 0) as abandonment_rate,
    case
        when sum(gathered.cart_lines - gathered.over) over () > 0
            then sum(gathered.cart_lines - gathered.over) over () || ' cart lines may still become orders: their window is not over'
    end as note
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join gathered on gathered.period = periods.period
order by periods.period
