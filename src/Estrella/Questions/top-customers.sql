-- question: top-customers
-- en: Who buys most?
-- es: ¿Quiénes compran más?
-- formula: net sales of a customer's orders, cancelled and returned ones taken off
-- formula-es: ventas netas de los pedidos de cada cliente, menos lo cancelado y devuelto
-- needs: order customer
-- takes: scope basis money=lines|headers terms at top=10
-- covers: orders customers unmapped undated
-- facts: money
-- columns: units=count
-- chart: bars x=customer_id y=net_sales
with sold as (
    select
        money.customer_no,
        count(distinct money.order_no) filter (where money.is_sale) as orders,
        count(distinct money.order_no) filter (where money.is_sale and money.is_kept) as kept_orders,
        sum(money.quantity) as units,
        sum(money.net) as net_sales,
        min(money.order_date) as first_order,
        max(money.order_date) as last_order
    from mart.asked_money(:money, :scope, :basis, :terms, :at, :filters) as money
    where money.day >= :from and money.day < :to and money.customer_no <> 0
    group by money.customer_no
)
select
    customer.customer_id,
    sold.orders,
    sold.kept_orders,
    sold.units,
    sold.net_sales,
    sold.first_order,
    sold.last_order
from sold
join star.dim_customer as customer on customer.customer_no = sold.customer_no and customer.valid_to = 'infinity'
order by sold.net_sales desc nulls last, customer.customer_id collate "C"
limit :top
