-- orders of the range that are in no scope, because nobody mapped the text of their status
select count(*) as unmapped_status_orders
from star.fact_order as placed
join star.dim_status as status on status.status_key = placed.status_key
where placed.event = 'sale'
  and status.order_status = 'unmapped'
  -- a sale's day is its order's; asked by it, months that are not meant are not read
  and placed.event_date >= :from and placed.event_date < :to
