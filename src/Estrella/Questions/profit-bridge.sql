-- question: profit-bridge
-- en: What changed gross profit since the period before?
-- es: ¿Qué cambió la ganancia bruta desde el período anterior?
-- formula: before = as many days before, whole months by months; of products sold in both: volume = gross profit before × growth of units, mix = moved to products that earn more or less, price = change of net price × units, cost = change of unit cost × units, taken off; new and no longer sold products apart; all bars add up to gross profit now
-- formula-es: antes = otros tantos días antes, meses enteros por meses; de los productos vendidos en ambos: volumen = ganancia bruta antes × crecimiento de unidades, mezcla = lo que se corrió hacia productos que dejan más o menos, precio = cambio del precio neto × unidades, costo = cambio del costo unitario × unidades, restado; aparte los nuevos y los que ya no se venden; las barras suman la ganancia bruta actual
-- needs: order_line
-- takes: scope basis money=lines terms at
-- covers: orders cost unmapped undated
-- facts: sales
-- columns: products=count
-- chart: bridge x=step y=gross_profit
with span as (
    select before.first, before.next, before.first >= :data_from::date as is_known
    from mart.days_before(:from, :to) as before
),
-- profit is told of lines whose cost is known; units of all lines say whether a product was sold
sold as (
    select
        sales.product_no,
        sales.day >= :from as is_now,
        sum(sales.quantity) as all_units,
        sum(sales.quantity) filter (where sales.cost is not null and sales.net is not null) as units,
        sum(sales.net) filter (where sales.cost is not null) as net,
        sum(sales.cost) filter (where sales.net is not null) as cost
    from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
    cross join span
    where (sales.day >= :from and sales.day < :to) or (sales.day >= span.first and sales.day < span.next)
    group by sales.product_no, 2
),
product as (
    select
        now.net, now.cost, now.units, before.net as net_before, before.cost as cost_before, before.units as units_before,
        coalesce(now.net - now.cost, 0) as profit,
        coalesce(before.net - before.cost, 0) as profit_before,
        case
            when now.units > 0 and before.units > 0 then 'kept'
            when now.all_units > 0 and coalesce(before.all_units, 0) <= 0 then 'new'
            when before.all_units > 0 and coalesce(now.all_units, 0) <= 0 then 'gone'
            else 'other'
        end as fate
    from (select * from sold where sold.is_now) as now
    full join (select * from sold where not sold.is_now) as before on before.product_no = now.product_no
    where now.cost is not null or before.cost is not null
),
kept as (
    select sum(product.units) / sum(product.units_before) as growth from product where product.fate = 'kept'
),
-- a new product stands in its own bar with all it earned; so does one that went, with all that is missing
bar as (
    select part.step, count(*) as products, sum(part.amount) as amount
    from product
    cross join kept
    cross join lateral (values
        ('before', product.cost_before is not null, product.profit_before),
        ('volume', product.fate = 'kept', product.profit_before * (kept.growth - 1)),
        ('price', product.fate = 'kept', product.net - product.net_before * product.units / nullif(product.units_before, 0)),
        ('cost', product.fate = 'kept', product.cost_before * product.units / nullif(product.units_before, 0) - product.cost),
        (product.fate, product.fate <> 'kept', product.profit - product.profit_before),
        ('now', product.cost is not null, product.profit)
    ) as part (step, is_in, amount)
    where part.is_in
    group by part.step
),
-- every bar in whole cents, and the mix is what the others leave: so they add up to the last one
rounded as (
    select
        steps.place, steps.step,
        coalesce(bar.products, 0)::bigint as products,
        round(coalesce(bar.amount, 0), :decimals) as amount,
        case steps.step when 'now' then -1 else 1 end as sign
    from (
        values (1, 'before'), (2, 'volume'), (3, 'mix'), (4, 'price'), (5, 'cost'), (6, 'new'), (7, 'gone'), (8, 'other'), (9, 'now')
    ) as steps (place, step)
    left join bar on bar.step = case steps.step when 'mix' then 'volume' else steps.step end
),
told as (
    select
        rounded.*,
        case rounded.step
            when 'mix' then -sum(rounded.sign * rounded.amount) filter (where rounded.step <> 'mix') over ()
            else rounded.amount
        end as gross_profit
    from rounded
)
select
    told.step,
    case told.step when 'before' then span.first when 'now' then :from::date end as starts_on,
    case told.step when 'before' then span.next - 1 when 'now' then :to::date - 1 end as ends_on,
    case when told.step = 'now' or span.is_known then told.products end as products,
    case when (told.step = 'now' or span.is_known) and exists (select from product) then told.gross_profit end as gross_profit,
    case
        when not exists (select from product)
            then 'no cost is known (no export feeds product_price, product cost or the line''s own): profit cannot be told'
        when not span.is_known then 'the days before go back beyond the first fact: there is nothing to hold these days against; ask for a later or shorter period'
    end as note
from told
cross join span
where exists (select from sold) and (told.step <> 'other' or told.products > 0)
order by told.place
