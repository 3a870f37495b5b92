-- currency_day: what each currency was worth in the shop's on each day: amount * multiplier / divisor
-- kind: materialized view
-- grain: one row per currency, rate type and day on which a rate is known that is at most seven days old
-- key: currency, rate_type, day
-- from: star.dim_date, star.exchange_rate, mart.shop_currency
-- currency: ISO 4217 code; empty: the shop's own, where it has no name
-- rate_type: official, blue, ...; the shop's own is official, and worth 1
-- day: the day
-- multiplier: what an amount is multiplied by
-- divisor: what it is divided by; a rate read backwards divides, so that nothing is rounded on the way
with pair as (
    select rate.from_currency as currency, rate.rate_type, rate.rate_date, rate.rate as multiplier, 1::numeric as divisor, 0 as preference
    from star.exchange_rate as rate
    join mart.shop_currency as shop on shop.currency = rate.to_currency
    union all
    select rate.to_currency, rate.rate_type, rate.rate_date, 1, rate.rate, 1
    from star.exchange_rate as rate
    join mart.shop_currency as shop on shop.currency = rate.from_currency
),
best as (
    select distinct on (pair.currency, pair.rate_type, pair.rate_date) pair.*
    from pair
    order by pair.currency, pair.rate_type, pair.rate_date, pair.preference
),
held as (
    select
        best.*,
        lead(best.rate_date) over (partition by best.currency, best.rate_type order by best.rate_date) as next_date
    from best
)
select held.currency, held.rate_type, day.date_key as day, held.multiplier, held.divisor
from held
join star.dim_date as day
    on day.date_key between held.rate_date and least(held.rate_date + 7, held.next_date - 1)
union all
select own.currency, 'official', day.date_key, 1, 1
from (
    select '' as currency
    union all
    select shop.currency from mart.shop_currency as shop where shop.currency is not null
) as own
cross join star.dim_date as day
where day.date_key > '-infinity'
