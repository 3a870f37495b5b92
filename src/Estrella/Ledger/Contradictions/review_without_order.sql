-- contradiction: review-without-order
-- en: a review is of a product its customer never ordered, as far as orders have lines
-- other: order_line
-- needs: review.customer, order_line.product, order.customer
with ordered as (
    select distinct
        header.customer_no,
        line.product_no
    from core.order_line as line
    join core."order" as header on header.order_no = line.order_no
    where not line.is_deleted
        and header.customer_no is not null
        and line.product_no is not null
        -- Most shops have far fewer reviewers than customers.
        and header.customer_no in (select review.customer_no from core.review as review join touched_review using (review_no))
)
select
    review.file_no as one_file_no,
    null::integer as other_file_no,
    count(*) as compared_count,
    count(*) filter (where ordered.product_no is null) as disagree_count,
    null::numeric as amount
from core.review as review
join touched_review using (review_no)
left join ordered on ordered.customer_no = review.customer_no
    and ordered.product_no = review.product_no
where not review.is_deleted
    and review.customer_no is not null
group by one_file_no, other_file_no
