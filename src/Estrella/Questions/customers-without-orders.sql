-- question: customers-without-orders
-- en: Which customers never ordered?
-- es: ¿Qué clientes nunca compraron?
-- needs: customer order
-- takes: scope
-- covers: unmapped undated
-- facts: order
-- chart: table
with buyers as (
    select distinct placed.customer_no
    from mart.asked_orders('all', :scope, '{}') as placed
    where placed.order_date >= :from and placed.order_date < :to
)
select
    customer.customer_id,
    customer.country,
    customer.region,
    customer.city,
    customer.registered_date
from star.dim_customer as customer
join mart.filtered_customer(:filters) as wanted on wanted.customer_key = customer.customer_key
left join buyers on buyers.customer_no = customer.customer_no
where customer.valid_to = 'infinity'
  and customer.customer_no <> 0
  and not (customer.is_deleted or customer.is_inferred)
  and buyers.customer_no is null
order by customer.customer_id collate "C"
