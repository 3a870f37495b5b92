-- dim_date.covers_the_facts: every day a fact lies on is in the calendar
with days as (
    select event_date as day from star.fact_sales join touched_order using (order_no)
    union
    select event_date from star.fact_order join touched_order using (order_no)
    union
    select paid_date from star.fact_payment join touched_order using (order_no)
)

select day
from days
left join star.dim_date on dim_date.date_key = day
where dim_date.date_key is null
    and day between '1970-01-01' and '2100-12-31'
