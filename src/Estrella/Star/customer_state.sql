-- customer_state: what each source says of its customers, with their history
-- grain: one row per customer of a source and moment from which it holds
-- key: customer_no, valid_from
-- touched by: customer_no
-- from: core.customer, core.customer_past, star.customer_place, star.dim_geography
-- references: geography_key
-- customer_no: number of the customer in core
-- valid_from: first moment; what was said first holds from the beginning
-- valid_to: first moment after it; infinity: it still holds
-- said_at: from when the source says it; -infinity where its export has no date
-- is_deleted: the source no longer had the customer
-- segment: the shop's own class of customer
-- geography_key: the place the record names, else that of the addresses; 0: none is known
with kept as (
    select customer_no, said_at, null::bigint as past_no, is_deleted, segment, country, region, city, postcode from core.customer
    union all
    select customer_no, said_at, past_no, is_deleted, segment, country, region, city, postcode from core.customer_past
),

said as (
    -- a record that names no place leaves that to the addresses
    select distinct on (customer_no, said_at)
        kept.*,
        case when num_nonnulls(kept.country, kept.region, kept.city, kept.postcode) > 0 then geography_key end as own_place
    from kept
    join touched_customer using (customer_no)
    left join star.dim_geography as geography
        on array[geography.said_country, geography.said_region, geography.city, geography.postcode] = array[kept.country, kept.region, kept.city, kept.postcode]
    order by customer_no, said_at, past_no desc nulls first
),

-- whatever was said first holds from the beginning
records as (
    select
        *,
        case when row_number() over history = 1 then '-infinity' else said_at end as holds_from,
        lead(said_at, 1, 'infinity') over history as holds_to
    from said
    window history as (partition by customer_no order by said_at)
),

moments as (
    select customer_no, holds_from as valid_from from records
    union
    select customer_no, valid_from from star.customer_place join touched_customer using (customer_no)
),

states as (
    select
        customer_no, moments.valid_from, is_deleted, segment, coalesce(own_place, place.geography_key, 0) as geography_key,
        case when own_place is null then greatest(said_at, place.valid_from) else said_at end as said_at
    from moments
    join records using (customer_no)
    left join star.customer_place as place using (customer_no)
    where holds_from <= moments.valid_from
        and holds_to > moments.valid_from
        and coalesce(place.valid_from, '-infinity') <= moments.valid_from
        and coalesce(place.valid_to, 'infinity') > moments.valid_from
)

select
    customer_no, valid_from,
    lead(valid_from, 1, 'infinity') over (partition by customer_no order by valid_from) as valid_to,
    said_at, is_deleted, segment, geography_key
from states
