-- asked_place: places at the asked level; finer parts are null, and what they told apart is one place
-- kind: function
-- grain: one row per geography_key
-- from: star.dim_geography
create or replace function mart.asked_place(level text)
returns table (geography_key bigint, place_no bigint, country text, region text, city text, postcode text, is_known boolean)
language sql stable parallel safe
as $$
    select
        place.geography_key,
        min(place.geography_key) over (partition by place.country, place.region, place.city, place.postcode) as place_no,
        place.country,
        place.region,
        place.city,
        place.postcode,
        case level
            when 'country' then place.country
            when 'region' then place.region
            when 'city' then place.city
            else place.postcode
        end is not null as is_known
    from (
        select
            each.geography_key,
            each.country,
            case when level <> 'country' then each.region end as region,
            case when level in ('city', 'postcode') then each.city end as city,
            case when level = 'postcode' then each.postcode end as postcode
        from star.dim_geography as each
    ) as place
$$;
