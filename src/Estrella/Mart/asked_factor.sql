-- asked_factor: what an amount is multiplied by to be told in the asked terms
-- kind: function
-- grain: one row per currency ('' is the shop's own) and day an order was placed
-- from: mart.shop_currency, mart.rate_on, star.dim_date, star.exchange_rate, star.price_index
create or replace function mart.asked_factor(terms text, at_month date)
returns table (currency text, order_date date, factor numeric, own_factor numeric)
language sql stable parallel safe
as $$
    -- terms: nominal, real[:INDEX] or CUR[:RATE_TYPE]; null where no rate or no index is known. Nothing rounds here:
    -- 24 decimals keep a tie of the last cent a tie (docs/decisions/0007). Materialized: computed once, whatever the
    -- planner thinks of the fact it is joined to
    with money as (
        select '' as currency
        union select shop.currency from mart.shop_currency as shop where shop.currency is not null
        union select rate.from_currency from star.exchange_rate as rate
        union select rate.to_currency from star.exchange_rate as rate
    ),
    price_index as (
        select level.month, level.value
        from star.price_index as level
        where level.index_name = case
            when split_part(terms, ':', 2) <> '' then split_part(terms, ':', 2)
            else (
                select each.index_name from star.price_index as each
                order by each.index_name <> 'default', each.index_name limit 1)
        end
    ),
    told as (
        select day.date_key, 1::numeric as multiplier, 1::numeric as divisor
        from star.dim_date as day
        where terms = 'nominal'
        union all
        select day.date_key, level_then.value, level_now.value
        from star.dim_date as day
        join price_index as level_now on level_now.month = day.month_start
        join price_index as level_then on level_then.month = at_month
        where split_part(terms, ':', 1) = 'real'
        union all
        select day.date_key, rate.divisor, rate.multiplier
        from star.dim_date as day
        cross join lateral mart.rate_on(
            split_part(terms, ':', 1), coalesce(nullif(split_part(terms, ':', 2), ''), 'official'), day.date_key) as rate
        where terms <> 'nominal' and split_part(terms, ':', 1) <> 'real'
    ),
    rate as materialized (
        select
            money.currency,
            told.date_key,
            (own.multiplier * told.multiplier)::numeric(60, 24) / (own.divisor * told.divisor) as factor,
            told.multiplier::numeric(60, 24) / told.divisor as own_factor
        from told
        cross join money
        left join lateral mart.rate_on(money.currency, 'official', told.date_key) as own on true
        where told.date_key > '-infinity'
    )
    select rate.currency, rate.date_key, rate.factor, rate.own_factor from rate
$$;
