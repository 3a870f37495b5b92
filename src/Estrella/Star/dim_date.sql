-- dim_date: days, whole years around everything that is dated, and -infinity for what is not
-- grain: one row per day
-- key: date_key
-- from: star.day_span, star.dim_campaign, star.exchange_rate, star.target, star.calendar_event, estrella.file, estrella.run
-- index: month_start (the days of a month)
-- date_key: the day; -infinity stands for no date
-- year: calendar year
-- quarter: 1 to 4
-- month: 1 to 12
-- month_start: first day of the month
-- quarter_start: first day of the quarter
-- year_start: first day of the year
-- iso_year: year of the ISO week
-- iso_week: ISO week, 1 to 53
-- week_start: Monday of the week
-- weekday: 1 Monday to 7 Sunday
-- weekday_en: name of the weekday in English
-- weekday_es: name of the weekday in Spanish
-- month_en: name of the month in English
-- month_es: name of the month in Spanish
-- is_weekend: Saturday or Sunday
-- event: sales events and holidays of the day; null: none
with dated as (
    -- the two ends of its indexes
    select
        (select first_date from star.day_span order by first_date limit 1) as first,
        (select last_date from star.day_span order by last_date desc limit 1) as last
    union all select min(starts_on), max(ends_on) from star.dim_campaign where starts_on > '-infinity'
    union all select min(rate_date), max(rate_date) from star.exchange_rate
    union all select min(period), max(period) from star.target
    union all select min(starts_on), max(ends_on) from star.calendar_event
    -- runs that published, and the one that is publishing; the shop's day may be the one before or after UTC's
    union all
    select
        (min(as_of) at time zone 'UTC' - interval '14 hours')::date,
        (max(as_of) at time zone 'UTC' + interval '14 hours')::date
    from estrella.file
    join estrella.run using (run_no)
    where as_of > '-infinity' and run.state in ('published', 'running')
),

-- a typing error must not make a calendar of ten thousand years
span as (
    select
        date_trunc('year', greatest(min(first), '1970-01-01')::timestamp)::date as first_day,
        (date_trunc('year', least(max(greatest(first, last)), '2100-12-31')::timestamp) + interval '1 year - 1 day')::date as last_day
    from dated
),

days as (
    select day::date as date_key
    from span
    cross join generate_series(span.first_day::timestamp, span.last_day::timestamp, interval '1 day') as day
    union all
    select '-infinity'
),

events as (
    select
        day::date as date_key,
        string_agg(distinct name, ', ' order by name) as event
    from star.calendar_event
    cross join generate_series(starts_on::timestamp, least(ends_on, starts_on + 366)::timestamp, interval '1 day') as day
    group by 1
)

select
    date_key,
    extract(year from known.day)::integer as year,
    extract(quarter from known.day)::integer as quarter,
    extract(month from known.day)::integer as month,
    date_trunc('month', known.day)::date as month_start,
    date_trunc('quarter', known.day)::date as quarter_start,
    date_trunc('year', known.day)::date as year_start,
    extract(isoyear from known.day)::integer as iso_year,
    extract(week from known.day)::integer as iso_week,
    date_trunc('week', known.day)::date as week_start,
    extract(isodow from known.day)::integer as weekday,
    (array['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'])[extract(isodow from known.day)::integer] as weekday_en,
    (array['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'])[extract(isodow from known.day)::integer] as weekday_es,
    (array['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
        'November', 'December'])[extract(month from known.day)::integer] as month_en,
    (array['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre',
        'noviembre', 'diciembre'])[extract(month from known.day)::integer] as month_es,
    extract(isodow from known.day) > 5 as is_weekend,
    events.event
from days
cross join lateral (select nullif(date_key, '-infinity')::timestamp as day) as known
left join events using (date_key)
