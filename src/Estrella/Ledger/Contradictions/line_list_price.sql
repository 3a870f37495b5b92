-- contradiction: line-list-price
-- en: a line was not sold at its product's list price of the day; amount: quantity times the difference
-- needs: order_line, product.price or product_price.price
with priced as (
    select
        product_no,
        valid_from,
        lead(valid_from, 1, 'infinity') over (partition by product_no order by valid_from) as valid_to,
        price
    from core.product_price
    where not is_deleted
        and price is not null
        and currency is null
    union all
    select
        product_no,
        '-infinity',
        'infinity',
        price
    from core.product as product
    where price is not null
        and not exists (
            select from core.product_price as dated
            where dated.product_no = product.product_no
                and not dated.is_deleted
                and dated.price is not null
        )
),
compared as (
    select line.quantity * abs(line.unit_price - priced.price) as difference
    from core.order_line as line
    join core."order" as header on header.order_no = line.order_no
    join estrella.source as source on source.source_no = header.source_no
    join priced on priced.product_no = line.product_no
        and coalesce(header.ordered_at::date, '-infinity') >= priced.valid_from
        and coalesce(header.ordered_at::date, '-infinity') < priced.valid_to
    -- A list price is in the source's currency.
    where not line.is_deleted
        and coalesce(header.currency, source.currency, '') = coalesce(source.currency, header.currency, '')
)
select
    count(*) as compared_count,
    count(*) filter (where difference <> 0) as disagree_count,
    sum(difference) as amount
from compared
