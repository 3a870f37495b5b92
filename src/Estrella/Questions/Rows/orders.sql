-- the kept orders of identified customers
select 'order' as entity, placed.order_no as number
from mart.asked_orders(:money, :scope, :filters) as placed
where placed.is_kept
  and placed.customer_no <> 0
  and placed.order_date >= :from and placed.order_date < :to
  and (:row::text is null or to_char(mart.period_of(:by, placed.order_date, :from), 'YYYY-MM-DD') = :row)
