-- exchange_rate: what one unit of a currency was worth
-- grain: one row per pair of currencies, rate type and day
-- key: from_currency, to_currency, rate_type, rate_date
-- from: core.exchange_rate
-- from_currency: ISO 4217 code of the unit
-- to_currency: ISO 4217 code it is told in
-- rate_type: official, blue, ...; official where the source names none
-- rate_date: day of the rate
-- rate: units of to_currency for one of from_currency
select distinct on (from_currency, to_currency, rate_type, rate_date)
    from_currency,
    to_currency,
    coalesce(rate_type, 'official') as rate_type,
    day as rate_date,
    rate
from core.exchange_rate
where not is_inferred
    and not is_deleted
order by from_currency, to_currency, rate_type, rate_date, said_at desc, exchange_rate_id
