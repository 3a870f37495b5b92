-- customer_place: where a customer's addresses say they live, for customers whose own record names no place
-- grain: one row per customer and moment from which it holds
-- key: customer_no, valid_from
-- touched by: customer_no
-- from: star.address_version
-- references: geography_key
-- customer_no: number of the customer in core
-- valid_from: first moment; the first place begins at -infinity
-- valid_to: first moment after it; infinity: it still holds
-- geography_key: the place; 0: none of the addresses of that time is in use
with addresses as (
    select
        customer_no,
        address_id,
        is_home,
        geography_key,
        said_at,
        -- whatever was said first holds from the beginning
        case when said_at = min(said_at) over (partition by customer_no) then '-infinity' else said_at end as holds_from,
        valid_to as holds_to
    from star.address_version
    join touched_customer using (customer_no)
),

moments as (
    select customer_no, holds_from as valid_from from addresses
    union
    select customer_no, holds_to from addresses where holds_to < 'infinity'
),

-- of several addresses the one said last, and of those the one with the lowest id
places as (
    select distinct on (customer_no, valid_from)
        customer_no,
        valid_from,
        geography_key
    from moments
    join addresses using (customer_no)
    where is_home
        and holds_from <= valid_from
        and holds_to > valid_from
    order by customer_no, valid_from, said_at desc, address_id
)

select
    customer_no,
    valid_from,
    lead(valid_from, 1, 'infinity') over (partition by customer_no order by valid_from) as valid_to,
    coalesce(geography_key, 0) as geography_key
from moments
left join places using (customer_no, valid_from)
