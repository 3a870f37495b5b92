-- contradiction: line-list-price
-- en: a line was not sold at its product's list price of the day; amount: quantity times the difference
-- other: product
-- needs: order_line, product.price or product_price.price
with priced as (
    select
        product_no,
        valid_from,
        lead(valid_from, 1, 'infinity') over (partition by product_no order by valid_from) as valid_to,
        price,
        file_no
    from core.product_price
    where not is_deleted
        and price is not null
        and currency is null
        -- A catalogue is far larger than what a night sells.
        and product_no in (select line.product_no from core.order_line as line join touched_order using (order_no))
),
-- A product has dozens of prices: each line is compared with those of its month only.
span as (
    select
        min(ordered_at)::date as first_day,
        max(ordered_at)::date as last_day
    from core."order"
    join touched_order using (order_no)
    where ordered_at > '-infinity'
),
dated as (
    select
        priced.*,
        month::date as month
    from priced
    cross join span
    cross join lateral generate_series(
        date_trunc('month', greatest(valid_from, first_day)::timestamp), least(valid_to, last_day)::timestamp, interval '1 month') as month
    where valid_from <= last_day
        and valid_to > first_day
),
undated as (
    select
        product_no,
        price,
        file_no
    from core.product as product
    where price is not null
        and product_no in (select line.product_no from core.order_line as line join touched_order using (order_no))
        and not exists (
            select from core.product_price as dated
            where dated.product_no = product.product_no
                and not dated.is_deleted
                and dated.price is not null
        )
),
compared as (
    select
        line.file_no as one_file_no,
        coalesce(dated.file_no, undated.file_no) as other_file_no,
        line.quantity * abs(line.unit_price - coalesce(dated.price, undated.price)) as difference
    from core.order_line as line
    join touched_order using (order_no)
    join core."order" as header on header.order_no = line.order_no
    join estrella.source as source on source.source_no = header.source_no
    left join dated on dated.product_no = line.product_no
        and dated.month = date_trunc('month', header.ordered_at::date::timestamp)::date
        and header.ordered_at::date >= dated.valid_from
        and header.ordered_at::date < dated.valid_to
    left join undated on undated.product_no = line.product_no
    -- A list price is in the source's currency.
    where not line.is_deleted
        and coalesce(dated.price, undated.price) is not null
        and coalesce(header.currency, source.currency, '') = coalesce(source.currency, header.currency, '')
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(*) filter (where difference <> 0) as disagree_count,
    sum(difference) as amount
from compared
group by one_file_no, other_file_no
