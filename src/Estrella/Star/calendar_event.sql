-- calendar_event: holidays and sales events
-- grain: one row per event and first day
-- key: name, starts_on
-- from: core.calendar_event
-- name: name of the event
-- kind: holiday or sale, as the source says it
-- starts_on: first day
-- ends_on: last day, included
select distinct on (name, starts_on)
    name,
    kind,
    starts_on,
    greatest(ends_on, starts_on) as ends_on
from core.calendar_event
where not is_inferred
    and not is_deleted
order by name, starts_on, said_at desc, calendar_event_id
