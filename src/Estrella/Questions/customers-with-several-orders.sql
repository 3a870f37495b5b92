-- question: customers-with-several-orders
-- en: Which customers ordered more than once?
-- es: ¿Qué clientes compraron más de una vez?
-- formula: kept orders: those not wholly cancelled
-- formula-es: pedidos mantenidos: los que no se cancelaron por completo
-- needs: customer order
-- takes: scope money=lines|headers top
-- covers: orders customers unmapped undated
-- facts: order
-- chart: table
select
    customer.customer_id,
    count(*) as kept_orders,
    min(placed.order_date) as first_order,
    max(placed.order_date) as last_order
from mart.asked_orders(:money, :scope, :filters) as placed
join star.dim_customer as customer on customer.customer_no = placed.customer_no and customer.valid_to = 'infinity'
where placed.is_kept
  and placed.customer_no <> 0
  and placed.order_date >= :from and placed.order_date < :to
group by customer.customer_no, customer.customer_id
having count(*) > 1
order by count(*) desc, customer.customer_id collate "C"
limit :top
