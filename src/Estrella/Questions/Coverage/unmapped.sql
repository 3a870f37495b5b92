-- orders of the range that are in no scope, because nobody mapped the text of their status
select count(*) as unmapped_status_orders
from star.fact_order as placed
join star.dim_status as status on status.status_key = placed.status_key
where placed.event = 'sale'
  and status.order_status = 'unmapped'
  and placed.order_date >= :from and placed.order_date < :to
