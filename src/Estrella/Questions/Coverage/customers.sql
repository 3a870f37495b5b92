-- of the kept orders the figures rest on, those whose customer is known
select avg((placed.customer_no <> 0)::int) as customers_known_share
from mart.asked_orders(:money, :scope, :filters) as placed
where placed.is_kept
  and placed.order_date >= :from and placed.order_date < :to
