-- fact_extent: from which day to which day each fact is known
-- kind: view
-- grain: one row per fact and basis, of facts that are known at all
-- from: star.day_span, star.dim_customer
-- fact: name of the fact
-- basis: event: by the day it happened; order: by the day its order was placed
-- first_day: first day with such a fact
-- last_day: last day with such a fact
-- row_count: facts, the undated not; of parcels the days they left and arrived; null: not counted
select fact, 'event' as basis, min(day) as first_day, max(day) as last_day, sum(fact_count)::bigint as row_count
from star.day_span
group by fact
union all
select fact, 'order', min(first_order_date), max(last_order_date), sum(fact_count)::bigint
from star.day_span
where fact in ('sales', 'order', 'header', 'payment')
group by fact
union all
select 'customer', 'event', customer.first_day, customer.last_day, null::bigint
from (
    select min(registered_date) as first_day, max(registered_date) as last_day
    from star.dim_customer
    where is_current
) as customer
where customer.first_day is not null
