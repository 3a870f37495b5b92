-- fact_review: what customers think of products; their words stay in core
-- grain: one row per review
-- key: review_no
-- touched by: review_no
-- from: core.review, core.order, core.order_line, core.customer_same, core.product_same, estrella.shop, star.dim_customer, star.dim_product
-- references: customer_key, product_key
-- index: product_no (the reviews of a product)
-- index: reviewed_date (the facts of a day, by which roll-ups are rebuilt)
-- review_no: number of the review in core
-- customer_key: the customer as they were then; 0: unknown
-- customer_no: number of the customer in core; 0: unknown
-- product_key: the product as it was then; 0: unknown
-- product_no: number of the product in core; 0: unknown
-- reviewed_date: day it was written, in the shop's zone; -infinity: not said
-- rating: stars, as the source counts them
with single as (
    -- What an order's review is about is known where the order has one product only.
    select line.order_no, min(line.product_no) as product_no
    from core.order_line as line
    where not line.is_deleted
        and line.order_no in (select about.order_no from core.review as about join touched_review using (review_no) where about.product_no is null)
    group by line.order_no
    having count(distinct line.product_no) = 1 and count(*) = count(line.product_no)
),
said as (
    select
        review.review_no, review.reviewed_at, review.rating,
        coalesce(review.customer_no, header.customer_no) as customer_no,
        coalesce(review.product_no, single.product_no) as product_no
    from core.review as review
    join touched_review using (review_no)
    left join core."order" as header on header.order_no = review.order_no
    left join single on single.order_no = review.order_no
    where not review.is_inferred
        and not review.is_deleted
)
select
    review.review_no,
    coalesce(customer.customer_key, 0) as customer_key,
    coalesce(buyer.same_no, review.customer_no, 0) as customer_no,
    coalesce(product.product_key, 0) as product_key,
    coalesce(article.same_no, review.product_no, 0) as product_no,
    coalesce((review.reviewed_at at time zone shop.zone)::date, '-infinity') as reviewed_date,
    review.rating
from said as review
cross join estrella.shop
left join core.customer_same as buyer on buyer.customer_no = review.customer_no
left join core.product_same as article on article.product_no = review.product_no
left join star.dim_customer as customer
    on customer.customer_no = coalesce(buyer.same_no, review.customer_no)
    and coalesce(review.reviewed_at, '-infinity') >= customer.valid_from and coalesce(review.reviewed_at, '-infinity') < customer.valid_to
left join star.dim_product as product
    on product.product_no = coalesce(article.same_no, review.product_no)
    and coalesce(review.reviewed_at, '-infinity') >= product.valid_from and coalesce(review.reviewed_at, '-infinity') < product.valid_to
