-- question: stock-outs
-- en: When was which product out of stock?
-- es: ¿Cuándo faltó cada producto?
-- formula: days in a row with stock at or below 0; a count speaks for at most 7 days
-- formula-es: días seguidos con stock en 0 o menos; un conteo vale por 7 días como mucho
-- needs: inventory
-- where: category product brand warehouse
-- covers: undated
-- facts: inventory
-- columns: days=count
-- chart: calendar x=starts_on y=days by=product
with empty as (
    select
        stock.product_no,
        stock.day,
        -- days in a row keep the same distance to their number
        stock.day - row_number() over (partition by stock.product_no order by stock.day)::integer as island
    from mart.held_stock(:from, :to, :filters) as stock
    where stock.on_hand <= 0
),
spell as (
    select empty.product_no, min(empty.day) as starts_on, max(empty.day) as ends_on, count(*) as days
    from empty
    group by empty.product_no, empty.island
)
select
    product.product_id,
    product.name as product,
    product.category,
    spell.starts_on,
    spell.ends_on,
    spell.days
from spell
join star.dim_product as product on product.product_no = spell.product_no and product.valid_to = 'infinity'
order by spell.starts_on, product.product_id collate "C"
