-- asked_factor: what an amount is multiplied by to be told in the asked terms
-- kind: function
-- grain: one row per currency ('' is the shop's own) and day an order was placed, where both are known
-- from: mart.currency_day, star.dim_date, star.price_index
create or replace function mart.asked_factor(terms text, at_month date)
returns table (currency text, order_date date, factor numeric, own_factor numeric)
language sql stable parallel safe
as $$
    -- terms: nominal, real[:INDEX] or CUR[:RATE_TYPE]. Nothing rounds here: 24 decimals keep a tie of the last cent a
    -- tie, and sums may be told instead of rows (docs/decisions/0007)
    select
        own.currency,
        own.day,
        (own.multiplier * told.multiplier)::numeric(60, 24) / (own.divisor * told.divisor) as factor,
        told.multiplier::numeric(60, 24) / told.divisor as own_factor
    from mart.currency_day as own
    join (
        select day.date_key, 1::numeric as multiplier, 1::numeric as divisor
        from star.dim_date as day
        where terms = 'nominal'
        union all
        select day.date_key, level_then.value, level_now.value
        from star.dim_date as day
        join star.price_index as level_now on level_now.month = day.month_start
        join star.price_index as level_then on level_then.index_name = level_now.index_name
        where split_part(terms, ':', 1) = 'real'
          and level_then.month = at_month
          and level_now.index_name = case
              when split_part(terms, ':', 2) <> '' then split_part(terms, ':', 2)
              else (
                  select each.index_name from star.price_index as each
                  order by each.index_name <> 'default', each.index_name limit 1)
          end
        union all
        select rate.day, rate.divisor, rate.multiplier
        from mart.currency_day as rate
        where rate.currency = split_part(terms, ':', 1)
          and rate.rate_type = coalesce(nullif(split_part(terms, ':', 2), ''), 'official')
    ) as told on told.date_key = own.day
    where own.rate_type = 'official'
    -- divided out once a day and currency: without it the planner divides anew for every amount it multiplies
    offset 0
$$;
