-- kind: line-price-against-list-price
-- says: a line was sold at another price than the product's list price of today
-- needs: order_line product.price
-- amount: difference times quantity, without its sign
select
    count(*) as compared,
    count(*) filter (where line.unit_price <> product.price) as disagree,
    sum(abs(line.unit_price - product.price) * abs(line.quantity)) as amount
from core.order_line as line
join core.product using (product_no)
where not line.is_inferred and not line.is_deleted and product.price is not null
