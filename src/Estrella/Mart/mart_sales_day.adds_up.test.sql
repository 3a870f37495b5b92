-- days and currencies that say something else than the products sold on them
select coalesce(rolled.event_date, sold.event_date) as event_date, coalesce(rolled.currency, sold.currency) as currency, rolled.net as rolled_net, sold.net as sold_net
from (
    select sales.event_date, sales.currency, sum(sales.quantity) as quantity, sum(sales.gross_amount) as gross, sum(sales.discount_amount) as discount,
        sum(sales.returned_amount) as returned, sum(sales.net_amount) as net
    from (select *, event_date as day from mart.mart_sales_day) as sales
    join touched_day using (day)
    group by sales.event_date, sales.currency
) as rolled
full join (
    select product.event_date, product.currency, sum(product.quantity) as quantity, sum(product.gross_amount) as gross, sum(product.discount_amount) as discount,
        sum(product.returned_amount) as returned, sum(product.net_amount) as net
    from (select *, event_date as day from mart.mart_product_day) as product
    join touched_day using (day)
    group by product.event_date, product.currency
) as sold on sold.event_date = rolled.event_date and sold.currency = rolled.currency
where (rolled.quantity, rolled.gross, rolled.discount, rolled.returned, rolled.net)
    is distinct from (sold.quantity, sold.gross, sold.discount, sold.returned, sold.net)
