-- kind: reviewed-not-ordered
-- says: a review is about a product its customer never ordered, as far as lines are known
-- needs: review order_line
with bought as (
    select distinct placed.customer_no, line.product_no
    from core.order_line as line
    join core.order as placed using (order_no)
    where not line.is_inferred and not line.is_deleted
)
select count(*) as compared, count(*) filter (where bought.product_no is null) as disagree, null::numeric as amount
from core.review
left join bought on bought.customer_no = review.customer_no and bought.product_no = review.product_no
where not review.is_deleted
