-- dim_customer: customers with their history; names and contacts are overwritten, place and segment make versions
-- grain: one row per customer and version; who is one person in several sources is one customer
-- key: customer_key
-- natural: customer_no, valid_from
-- chain: customer_no
-- touched by: customer_no
-- moves: valid_to, geography_key
-- from: core.customer, core.customer_same, estrella.source, estrella.shop, star.customer_state, star.person, star.dim_geography
-- references: geography_key
-- index: geography_key (customers of a place)
-- index: registered_date (the first and the last to sign up)
-- personal: first_name, last_name, email, phone, tax_number, postcode
-- customer_key: surrogate key of the version; 0 is the unknown customer
-- customer_no: number of the customer in core, the same in all versions; of a person in several sources the lowest
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
with alone as (
    select state.*
    from star.customer_state as state
    join touched_customer using (customer_no)
    where not exists (select from core.customer_same as same where same.customer_no = state.customer_no)
),

member as (
    select
        same.same_no, state.*,
        source.authority, source.name as source, customer.customer_id
    from core.customer_same as same
    join touched_customer on touched_customer.customer_no = same.same_no
    join star.customer_state as state on state.customer_no = same.customer_no
    join core.customer on customer.customer_no = same.customer_no
    join estrella.source using (source_no)
),

-- of what the sources say at a moment, the word of the one with authority, else the one said last
together as (
    select
        same_no, moment.valid_from, bool_and(is_deleted) as is_deleted,
        (array_agg(segment order by is_deleted, (authority ->> 'customer.segment')::int nulls last, said_at desc, source collate "C", customer_id)
            filter (where segment is not null))[1] as segment,
        coalesce((array_agg(geography_key order by is_deleted, (authority ->> 'customer.country')::int nulls last, said_at desc, source collate "C", customer_id)
            filter (where geography_key <> 0))[1], 0) as geography_key
    from (select distinct same_no, valid_from from member) as moment
    join member using (same_no)
    where member.valid_from <= moment.valid_from
        and member.valid_to > moment.valid_from
    group by same_no, moment.valid_from
),

states as (
    select customer_no, valid_from, is_deleted, segment, geography_key from alone
    union all
    select same_no, valid_from, is_deleted, segment, geography_key from together
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
    customer_no, coalesce(person.customer_id, customer.customer_id) as customer_id, coalesce(person.source, source.name) as source, changes.valid_from,
    lead(changes.valid_from, 1, 'infinity') over (partition by customer_no order by changes.valid_from) as valid_to,
    changes.is_deleted, coalesce(person.is_inferred, customer.is_inferred) as is_inferred,
    -- a person has whatever one of their records has, the lowest one included
    coalesce(person.first_name, customer.first_name) as first_name, coalesce(person.last_name, customer.last_name) as last_name,
    coalesce(person.email, customer.email) as email, coalesce(person.phone, customer.phone) as phone, coalesce(person.tax_number, customer.tax_number) as tax_number,
    (coalesce(person.registered_at, customer.registered_at) at time zone shop.zone)::date as registered_date,
    changes.segment, geography.city, geography.region, geography.country, geography.postcode, changes.geography_key
from changes
join core.customer using (customer_no)
join estrella.source using (source_no)
left join star.person using (customer_no)
cross join estrella.shop
join star.dim_geography as geography using (geography_key)
where not changes.says_the_same
