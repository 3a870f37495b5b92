-- days_before: the days a range is held against: as many days before it, whole months by months
-- kind: function
-- grain: one row
create or replace function mart.days_before(first_day date, next_day date)
returns table (first date, next date)
language sql immutable parallel safe
as $$
    -- a range from the first of a month goes back by months, so that a February is held against a January
    select
        coalesce(first_day - months.back, first_day - (next_day - first_day))::date,
        coalesce(next_day - months.back, first_day)::date
    from (
        select case when extract(day from first_day) = 1 then
            make_interval(months => 1 + (
                (extract(year from next_day - 1) - extract(year from first_day)) * 12
                + extract(month from next_day - 1) - extract(month from first_day))::integer) end as back
    ) as months
$$;
