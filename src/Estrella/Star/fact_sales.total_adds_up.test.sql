-- fact_sales.total_adds_up: net is gross less discount less returned; a sale returns nothing, a reversal grosses nothing
select
    order_no,
    line_no,
    event,
    gross_amount,
    discount_amount,
    returned_amount,
    net_amount
from star.fact_sales
join touched_order using (order_no)
where net_amount <> gross_amount - discount_amount - returned_amount
    or (event = 'sale' and returned_amount <> 0)
    or (event <> 'sale' and (gross_amount <> 0 or discount_amount <> 0))
