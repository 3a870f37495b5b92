-- currencies whose months do not add up to what the roll-up by day says of all time
select coalesce(months.currency, days.currency) as currency, months.net_sales as by_month, days.net_sales as by_day
from (select month.currency, sum(month.net_sales) as net_sales from mart.revenue_month as month group by month.currency) as months
full join (
    select product.currency, sum(product.net_amount) as net_sales from mart.mart_product_day as product group by product.currency
) as days on days.currency = months.currency
where months.net_sales is distinct from days.net_sales
