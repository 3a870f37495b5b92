-- question: rfm
-- en: Which customers are worth caring for: how lately, how often and for how much did they order?
-- es: ¿A qué clientes conviene cuidar: hace cuánto, cuántas veces y por cuánto compraron?
-- formula: at the range's end, whatever its beginning: days since the last kept order, kept orders and their net sales in 365 days, scored in fifths from 1 to 5, the latter two among those who ordered in these days (ties share; fewer than five values: fixed cut points); the group follows from recency and (frequency + money) / 2
-- formula-es: al final del rango, empiece cuando empiece: días desde el último pedido mantenido, pedidos mantenidos y sus ventas netas en 365 días, puntuados por quintos de 1 a 5, los dos últimos entre quienes compraron en esos días (los empates comparten; con menos de cinco valores, cortes fijos); el grupo sale de la recencia y (frecuencia + dinero) / 2
-- needs: order
-- takes: scope basis=order money=lines|headers terms at
-- covers: orders customers unmapped undated
-- facts: money
-- columns: recency=count frequency_money=count customers=count kept_orders=count customers_share=ratio net_sales_share=ratio
-- rows: rfm recency frequency_money
-- chart: grid x=frequency_money y=customers by=recency
with day as (
    -- days that no export speaks for yet make nobody older
    select least(:to::date - 1, :as_of::date) as as_of
),
rated as (
    select customer.*
    from day
    cross join lateral mart.asked_rfm(:money, :scope, :terms, :at, day.as_of, :filters) as customer
),
-- cells nobody is in as well: an empty corner says something, too
cell as (
    select recency, frequency_money
    from generate_series(1, 5) as recency
    cross join generate_series(1, 5) as frequency_money
    where exists (select from rated)
)
select
    cell.recency,
    cell.frequency_money,
    mart.rfm_group(cell.recency, cell.frequency_money) as rfm_group,
    count(rated.customer_no) as customers,
    count(rated.customer_no) / sum(count(rated.customer_no)) over () as customers_share,
    coalesce(sum(rated.kept_orders), 0) as kept_orders,
    case when count(rated.customer_no) = 0 then 0 else sum(rated.net_sales) end as net_sales,
    case when count(rated.customer_no) = 0 then 0 else sum(rated.net_sales) end / nullif(sum(sum(rated.net_sales)) over (), 0) as net_sales_share,
    day.as_of,
    'fewer than five values differ, and fixed cut points score them: ' || max(rated.fixed) as note
from cell
cross join day
left join rated on rated.recency = cell.recency and rated.frequency_money = cell.frequency_money
group by cell.recency, cell.frequency_money, day.as_of
order by cell.recency desc, cell.frequency_money
