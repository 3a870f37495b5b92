-- fact_review: what customers think of products; their words stay in core
-- grain: one row per review
-- key: review_no
-- touched by: review_no
-- from: core.review, estrella.shop, star.dim_customer, star.dim_product
-- references: customer_key, product_key
-- index: product_no (the reviews of a product)
-- review_no: number of the review in core
-- customer_key: the customer as they were then; 0: unknown
-- customer_no: number of the customer in core; 0: unknown
-- product_key: the product as it was then; 0: unknown
-- product_no: number of the product in core; 0: unknown
-- reviewed_date: day it was written, in the shop's zone; -infinity: not said
-- rating: stars, as the source counts them
select
    review.review_no,
    coalesce(customer.customer_key, 0) as customer_key,
    coalesce(review.customer_no, 0) as customer_no,
    coalesce(product.product_key, 0) as product_key,
    coalesce(review.product_no, 0) as product_no,
    coalesce((review.reviewed_at at time zone shop.zone)::date, '-infinity') as reviewed_date,
    review.rating
from core.review
join touched_review using (review_no)
cross join estrella.shop
left join star.dim_customer as customer
    on customer.customer_no = review.customer_no
    and coalesce(review.reviewed_at, '-infinity') >= customer.valid_from and coalesce(review.reviewed_at, '-infinity') < customer.valid_to
left join star.dim_product as product
    on product.product_no = review.product_no
    and coalesce(review.reviewed_at, '-infinity') >= product.valid_from and coalesce(review.reviewed_at, '-infinity') < product.valid_to
where not review.is_inferred
    and not review.is_deleted
