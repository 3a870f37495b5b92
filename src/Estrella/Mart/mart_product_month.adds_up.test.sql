-- months and currencies that say something else than their days
select coalesce(months.month, days.month) as month, coalesce(months.currency, days.currency) as currency, months.net as by_month, days.net as by_day
from (
    select product.month, product.currency, sum(product.net_amount) as net, sum(product.quantity) as quantity
    from mart.mart_product_month as product
    join touched_month using (month)
    group by product.month, product.currency
) as months
full join (
    select calendar.month, product.currency, sum(product.net_amount) as net, sum(product.quantity) as quantity
    from (select date_key as day, month_start as month from star.dim_date) as calendar
    join touched_month using (month)
    join mart.mart_product_day as product on product.event_date = calendar.day
    group by calendar.month, product.currency
) as days on days.month = months.month and days.currency = months.currency
where (months.net, months.quantity) is distinct from (days.net, days.quantity)
