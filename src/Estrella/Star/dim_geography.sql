-- dim_geography: places customers live in or are shipped to, as the sources write them
-- grain: one row per country, region, city and postcode
-- key: geography_key
-- natural: country, region, city, postcode
-- from: core.customer, core.customer_past, core.address, core.address_past
-- geography_key: surrogate key; 0 is the unknown place
-- country: country
-- region: region, province or state
-- city: city
-- postcode: postcode, a text
with places as (
    select country, region, city, postcode from core.customer join touched_customer using (customer_no)
    union
    select country, region, city, postcode from core.customer_past join touched_customer using (customer_no)
    union
    select country, region, city, postcode from core.address join touched_address using (address_no)
    union
    select country, region, city, postcode from core.address_past join touched_address using (address_no)
)

select
    country,
    region,
    city,
    postcode
from places
where num_nonnulls(country, region, city, postcode) > 0
