-- dim_customer: customers with their history; names and contacts are overwritten, place and segment make versions
-- grain: one row per customer and version
-- key: customer_key
-- natural: customer_no, valid_from
-- chain: customer_no
-- touched by: customer_no
-- moves: valid_to, geography_key
-- from: core.customer, core.customer_past, estrella.source, estrella.shop, star.customer_place, star.dim_geography
-- references: geography_key
-- index: geography_key (customers of a place)
-- personal: first_name, last_name, email, phone, tax_number, postcode
-- customer_key: surrogate key of the version; 0 is the unknown customer
-- customer_no: number of the customer in core, the same in all versions
-- customer_id: natural id, as the source writes it
-- source: source that scopes the id
-- valid_from: first moment of the version; the first version begins at -infinity
-- valid_to: first moment after the version; infinity: it still holds
-- closed_at: valid_to of a version that is over; null: it still holds
-- is_current: the version still holds
-- is_deleted: the source no longer had the customer
-- is_inferred: other exports refer to the customer, none has said who it is
-- first_name: given name
-- last_name: family name
-- email: e-mail
-- phone: telephone
-- tax_number: identity or tax document
-- registered_date: day the customer signed up
-- segment: the shop's own class of customer
-- city: city, of the customer or else of an address that is not for billing
-- region: region, from the same place as city
-- country: country, from the same place as city
-- postcode: postcode, from the same place as city
-- geography_key: the place of this version
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
        on array[geography.country, geography.region, geography.city, geography.postcode] = array[kept.country, kept.region, kept.city, kept.postcode]
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
    select customer_no, moments.valid_from, is_deleted, segment, coalesce(own_place, place.geography_key, 0) as geography_key
    from moments
    join records using (customer_no)
    left join star.customer_place as place using (customer_no)
    where holds_from <= moments.valid_from
        and holds_to > moments.valid_from
        and coalesce(place.valid_from, '-infinity') <= moments.valid_from
        and coalesce(place.valid_to, 'infinity') > moments.valid_from
),

changes as (
    select
        *,
        (is_deleted, segment, geography_key) is not distinct from
            (lag(is_deleted) over history, lag(segment) over history, lag(geography_key) over history) as says_the_same
    from states
    window history as (partition by customer_no order by valid_from)
)

select
    customer_no, customer.customer_id, source.name as source, changes.valid_from,
    lead(changes.valid_from, 1, 'infinity') over (partition by customer_no order by changes.valid_from) as valid_to,
    changes.is_deleted, customer.is_inferred,
    customer.first_name, customer.last_name, customer.email, customer.phone, customer.tax_number,
    (customer.registered_at at time zone shop.zone)::date as registered_date,
    changes.segment, geography.city, geography.region, geography.country, geography.postcode, changes.geography_key
from changes
join core.customer using (customer_no)
join estrella.source using (source_no)
cross join estrella.shop
join star.dim_geography as geography using (geography_key)
where not changes.says_the_same
