-- periods: the periods of a range, those without facts too
-- kind: function
-- grain: one row per period that lies in the range, wholly or in part
-- from: mart.period_of
create or replace function mart.periods(asked_by text, first_day date, next_day date, data_from date, data_to date)
returns table (period date, next_period date, is_whole boolean)
language sql stable parallel safe
as $$
    -- whole: neither the range nor the data begins or ends within it
    select
        span.period,
        span.next_period,
        span.period >= greatest(first_day, data_from) and span.next_period <= least(next_day, data_to) as is_whole
    from (
        select each::date as period, (each + step.length)::date as next_period
        from (
            select
                case asked_by
                    when 'day' then interval '1 day'
                    when 'week' then interval '7 days'
                    when 'month' then interval '1 month'
                    when 'quarter' then interval '3 months'
                    else interval '1 year'
                end as length
        ) as step
        cross join lateral generate_series(
            mart.period_of(asked_by, first_day, first_day)::timestamp, next_day::timestamp - interval '1 day', step.length) as each
        where asked_by <> 'all'
        union all
        select first_day, next_day
        where asked_by = 'all' and first_day < next_day
    ) as span
$$;
