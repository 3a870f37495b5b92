-- period_of: first day of the period a day falls into, as an expression the planner sees through
-- kind: function
-- grain: one value per call
create or replace function mart.period_of(asked_by text, day date, first_day date)
returns date
language sql immutable parallel safe
as $$
    -- through timestamp: truncating a date goes by timestamptz, whose day depends on the session's zone
    select case asked_by when 'all' then first_day else date_trunc(asked_by, day::timestamp)::date end
$$;
