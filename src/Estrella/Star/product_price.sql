-- product_price: list price and unit cost by validity
-- grain: one row per product and version
-- key: product_price_key
-- natural: product_no, valid_from
-- chain: product_no
-- touched by: product_no
-- moves: valid_to, price, cost, cost_from, currency
-- from: core.product, core.product_past, core.product_price, core.product_same, estrella.source, estrella.shop
-- product_price_key: surrogate key of the version; 0 is the unknown price
-- product_no: number of the product in core
-- valid_from: first moment of the version; the first version begins at -infinity
-- valid_to: first moment after the version; infinity: it still holds
-- closed_at: valid_to of a version that is over; null: it still holds
-- is_current: the version still holds
-- price: list price of a piece
-- cost: cost of a piece, ex tax; before the first one said, that one
-- cost_from: from when a cost is known; used before it, it is imputed
-- currency: ISO 4217 code of the price; null: the shop's own
with prices as (
    select coalesce(same.same_no, price.product_no) as product_no, price.valid_from::timestamp at time zone shop.zone as said_at, price.price, price.cost, price.currency, source.name as source
    from core.product_price as price
    join touched_product using (product_no)
    join estrella.source using (source_no)
    left join core.product_same as same using (product_no)
    cross join estrella.shop
    where not price.is_inferred and not price.is_deleted
),

listed as (
    select product_no, said_at, price, cost, source_no, null::bigint as past_no from core.product
    union all
    select past.product_no, past.said_at, past.price, past.cost, product.source_no, past.past_no
    from core.product_past as past
    join core.product using (product_no)
),

-- a price list with days says more than a list price that changed between two exports
kept as (
    select product_no, said_at, said_at as moment, price, cost, currency, 1 as rank, null::bigint as past_no, source from prices
    union all
    select
        coalesce(same.same_no, listed.product_no) as product_no,
        date_trunc('day', listed.said_at at time zone shop.zone) at time zone shop.zone,
        listed.said_at,
        case when not coalesce(says.price, false) then listed.price end,
        case when not coalesce(says.cost, false) then listed.cost end,
        source.currency, 0,
        listed.past_no, source.name
    from listed
    join touched_product using (product_no)
    left join core.product_same as same using (product_no)
    join estrella.source using (source_no)
    cross join estrella.shop
    left join (
        select product_no, bool_or(price is not null) as price, bool_or(cost is not null) as cost
        from prices
        group by product_no
    ) as says on says.product_no = coalesce(same.same_no, listed.product_no)
),

-- a record without a cost leaves the cost as it was
carried as (
    select
        product_no, said_at, currency,
        (array_agg(price) filter (where price is not null) over until_then)[count(price) over until_then] as price,
        (array_agg(cost) filter (where cost is not null) over until_then)[count(cost) over until_then] as cost,
        min(said_at) filter (where cost is not null) over (partition by product_no) as cost_from,
        row_number() over (partition by product_no, said_at order by rank desc, moment desc, source collate "C", past_no desc nulls first) as turn
    from kept
    where price is not null or cost is not null
    window until_then as (partition by product_no order by said_at, rank, moment, source collate "C" desc, past_no nulls last rows unbounded preceding)
),

-- of several records of a day the last one holds; before the first cost, that one
held as (
    select
        product_no, said_at, currency, price, cost_from,
        coalesce(cost, (array_agg(cost) filter (where cost is not null) over since_then)[1]) as cost
    from carried
    where turn = 1
    window since_then as (partition by product_no order by said_at rows between current row and unbounded following)
),

changes as (
    select *,
        (price, cost, currency) is not distinct from (lag(price) over product, lag(cost) over product, lag(currency) over product)
            and row_number() over product > 1 as says_the_same
    from held
    window product as (partition by product_no order by said_at)
)

select
    product_no,
    case when row_number() over product = 1 then '-infinity' else said_at end as valid_from,
    lead(said_at, 1, 'infinity') over product as valid_to,
    price, cost, cost_from, currency
from changes
where not says_the_same
window product as (partition by product_no order by said_at)
