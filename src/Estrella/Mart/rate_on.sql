-- rate_on: what a currency was worth in the shop's on a day: amount * multiplier / divisor
-- kind: function
-- grain: one row, or none when no rate is at most seven days old
-- from: mart.shop_currency, star.exchange_rate
create or replace function mart.rate_on(asked_currency text, asked_type text, asked_day date)
returns table (multiplier numeric, divisor numeric)
language sql stable parallel safe
as $$
    -- a rate read backwards divides, so that nothing is rounded on the way
    select known.multiplier, known.divisor
    from (
        select 1::numeric as multiplier, 1::numeric as divisor, asked_day as rate_date, 0 as preference
        from mart.shop_currency as shop
        where asked_currency = '' or asked_currency = shop.currency
        union all
        select rate.rate, 1, rate.rate_date, 1
        from mart.shop_currency as shop
        join star.exchange_rate as rate on rate.to_currency = shop.currency
        where rate.from_currency = asked_currency
          and rate.rate_type = asked_type
          and rate.rate_date between asked_day - 7 and asked_day
        union all
        select 1, rate.rate, rate.rate_date, 2
        from mart.shop_currency as shop
        join star.exchange_rate as rate on rate.from_currency = shop.currency
        where rate.to_currency = asked_currency
          and rate.rate_type = asked_type
          and rate.rate_date between asked_day - 7 and asked_day
    ) as known
    order by known.rate_date desc, known.preference
    limit 1
$$;
