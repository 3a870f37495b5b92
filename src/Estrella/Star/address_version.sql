-- address_version: addresses with their history
-- grain: one row per address and version
-- key: address_no, valid_from
-- touched by: address_no
-- from: core.address, core.address_past, star.dim_geography
-- references: geography_key
-- index: customer_no (places of a customer)
-- address_no: number of the address in core
-- valid_from: first moment of the version; the first version begins at -infinity
-- valid_to: first moment after the version; infinity: it still holds
-- said_at: from when the export says it; -infinity where that has no date
-- address_id: natural id, as the source writes it
-- customer_no: number of the customer in core; null: not known
-- is_home: in use and not only for billing
-- geography_key: the place
with kept as (
    select address_no, said_at, null::bigint as past_no, customer_no, kind, is_deleted, country, region, city, postcode from core.address
    union all
    select address_no, said_at, past_no, customer_no, kind, is_deleted, country, region, city, postcode from core.address_past
),

records as (
    select distinct on (address_no, said_at) *
    from kept
    join touched_address using (address_no)
    order by address_no, said_at, past_no desc nulls first
)

select
    address_no,
    -- whatever was said first holds from the beginning
    case when row_number() over history = 1 then '-infinity' else records.said_at end as valid_from,
    lead(records.said_at, 1, 'infinity') over history as valid_to,
    records.said_at,
    address.address_id,
    records.customer_no,
    not records.is_deleted and records.kind is distinct from 'billing' as is_home,
    coalesce(geography.geography_key, 0) as geography_key
from records
join core.address using (address_no)
left join star.dim_geography as geography
    on array[geography.said_country, geography.said_region, geography.city, geography.postcode]
        = array[records.country, records.region, records.city, records.postcode]
window history as (partition by address_no order by records.said_at)
