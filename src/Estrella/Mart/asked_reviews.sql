-- asked_reviews: reviews of the asked filters, and whether their writer had ordered the product
-- kind: function
-- grain: one row per review
-- from: star.fact_review, star.fact_sales, mart.filtered_product, mart.filtered_customer, mart.asks_product, mart.asks_place
create or replace function mart.asked_reviews(filters jsonb)
returns table (
    review_no bigint, customer_no bigint, product_no bigint, reviewed_date date, rating numeric, is_verified boolean)
language sql stable parallel safe
as $$
    -- verified: ordered on or before the review's day, whatever became of the order
    select
        review.review_no,
        review.customer_no,
        review.product_no,
        review.reviewed_date,
        review.rating,
        bought.review_no is not null as is_verified
    from star.fact_review as review
    left join (
        select distinct written.review_no
        from star.fact_review as written
        join star.fact_sales as sale on sale.customer_no = written.customer_no and sale.product_no = written.product_no
        where written.customer_no <> 0
          and sale.event = 'sale'
          and sale.order_date <= written.reviewed_date
    ) as bought on bought.review_no = review.review_no
    left join mart.filtered_product(filters) as product on product.product_key = review.product_key
    left join mart.filtered_customer(filters) as customer on customer.customer_key = review.customer_key
    where (not mart.asks_product(filters) or product.product_key is not null)
      and (not mart.asks_place(filters) or customer.customer_key is not null)
$$;
