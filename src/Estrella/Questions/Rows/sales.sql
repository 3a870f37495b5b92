-- what lines sold, cancelled and returned rest on: the line, the order that was cancelled, the return
select distinct
    case sales.event when 'sale' then 'order_line' when 'cancel' then 'order' else 'return' end as entity,
    case sales.event when 'sale' then sales.line_no when 'cancel' then sales.order_no else sales.event_no end as number
from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
join star.dim_product as version on version.product_key = sales.product_key
where sales.day >= :from and sales.day < :to
  and (:row::text is null or string_to_array(:row, '|') <@ array[
      to_char(mart.period_of(coalesce(:by, 'all'), sales.day, :from), 'YYYY-MM-DD'), version.category, version.product_id, version.name])
