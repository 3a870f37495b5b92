-- order_cancel: orders that were cancelled or went missing, and the day of it
-- grain: one row per order that is not kept
-- key: order_no
-- touched by: order_no
-- from: core.order, core.order_past, estrella.file, estrella.shop
-- order_no: number of the order in core
-- cancel_date: day it was cancelled, never before the order's day
-- is_date_imputed: no export says that day, or it lies before the order
with gone as (
    select order_no, ordered_at, cancelled_at, said_at, file_no
    from core.order
    join touched_order using (order_no)
    where (status = 'cancelled' or cancelled_at is not null or is_deleted)
        and not is_inferred
        and ordered_at > '-infinity'
),

records as (
    select order_no, said_at, file_no, null::bigint as past_no, true as is_gone
    from gone
    union all
    select order_no, past.said_at, past.file_no, past.past_no, coalesce(past.status = 'cancelled', false) or past.cancelled_at is not null or past.is_deleted
    from core.order_past as past
    join gone using (order_no)
),

-- in the order of what was said; records of one moment are numbered so, and the current one is the last
placed as (
    select *, row_number() over (partition by order_no order by said_at, past_no nulls last) as position from records
),

series as (
    select *, max(position) filter (where not is_gone) over (partition by order_no) as last_kept from placed
),

-- the export that first shows it gone, when an earlier one showed it otherwise
noticed as (
    select distinct on (order_no)
        order_no,
        coalesce(nullif(file.as_of, '-infinity'), series.said_at) as noticed_at
    from series
    left join estrella.file using (file_no)
    where is_gone
        and position > last_kept
    order by order_no, position
),

days as (
    select
        order_no,
        (ordered_at at time zone shop.zone)::date as order_date,
        (cancelled_at at time zone shop.zone)::date as said_date,
        (noticed_at at time zone shop.zone)::date as noticed_date
    from gone
    left join noticed using (order_no)
    cross join estrella.shop
)

select
    order_no,
    greatest(order_date, coalesce(said_date, noticed_date)) as cancel_date,
    coalesce(said_date < order_date, true) as is_date_imputed
from days
