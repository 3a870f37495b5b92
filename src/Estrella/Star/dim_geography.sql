-- dim_geography: places customers live in or are shipped to, as the sources write them and as ISO 3166 knows them
-- grain: one row per country, region, city and postcode as written
-- key: geography_key
-- natural: said_country, said_region, city, postcode
-- from: core.customer, core.customer_past, core.address, core.address_past, estrella.place, estrella.place_spelling, estrella.shop
-- geography_key: surrogate key; 0 is the unknown place
-- said_country: country as the source writes it
-- said_region: region, province or state as the source writes it
-- city: city
-- postcode: postcode, a text
-- country: name of the country, in the shop's language; as said where it is not known
-- region: name of the region; as said where it is not known, or means several and no postcode tells
-- country_code: ISO 3166-1 code of the country; null: not said, or not known
-- region_code: ISO 3166-2 code of the region; null: not said, or not known
with places as (
    select country, region, city, postcode from core.customer join touched_customer using (customer_no)
    union
    select country, region, city, postcode from core.customer_past join touched_customer using (customer_no)
    union
    select country, region, city, postcode from core.address join touched_address using (address_no)
    union
    select country, region, city, postcode from core.address_past join touched_address using (address_no)
),

-- case, accents, blanks and signs say nothing; packs fold their spellings alike
folded as (
    select
        *,
        regexp_replace(lower(normalize(country, nfd)), '[^a-z0-9]', '', 'g') as country_word,
        regexp_replace(lower(normalize(region, nfd)), '[^a-z0-9]', '', 'g') as region_word,
        regexp_replace(upper(postcode), '[^A-Z0-9]', '', 'g') as postcode_word
    from places
    where num_nonnulls(country, region, city, postcode) > 0
)

select
    folded.country as said_country,
    folded.region as said_region,
    city,
    postcode,
    coalesce(known_country.name, folded.country) as country,
    coalesce(known_region.name, folded.region) as region,
    known_country.code as country_code,
    known_region.code as region_code
from folded
cross join estrella.shop
left join estrella.place_spelling as written_country on written_country.country_code = '' and written_country.spelling = country_word
left join estrella.place as known_country on known_country.code = written_country.code
left join lateral (
    -- a country nobody said is the shop's; one that is not known has no regions we know
    select min(spelled.code) as code
    from estrella.place_spelling as spelled
    where spelled.country_code = case when folded.country is null then shop.country else known_country.code end
        and spelled.spelling = region_word
        and (spelled.postcodes is null or postcode_word ~ spelled.postcodes)
    having count(*) = 1
) as written_region on true
left join estrella.place as known_region on known_region.code = written_region.code
