-- months and currencies that say something else than their days
select coalesce(months.month, days.month) as month, coalesce(months.currency, days.currency) as currency, months.orders as by_month, days.orders as by_day
from (
    select placed.month, placed.currency, sum(placed.order_count) as orders, sum(placed.kept_order_count) as kept
    from mart.mart_order_month as placed
    join touched_month using (month)
    group by placed.month, placed.currency
) as months
full join (
    select calendar.month, placed.currency, sum(placed.order_count) as orders, sum(placed.kept_order_count) as kept
    from (select date_key as day, month_start as month from star.dim_date) as calendar
    join touched_month using (month)
    join mart.mart_order_day as placed on placed.event_date = calendar.day
    group by calendar.month, placed.currency
) as days on days.month = months.month and days.currency = months.currency
where (months.orders, months.kept) is distinct from (days.orders, days.kept)
