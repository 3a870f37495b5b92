-- question: reviewers
-- en: Who writes reviews?
-- es: ¿Quiénes escriben reseñas?
-- needs: review customer
-- takes: top
-- where: category product brand country region city
-- covers: undated
-- facts: review
-- columns: mean_rating=number
-- chart: table
select
    customer.customer_id,
    count(*) as reviews,
    count(distinct review.product_no) as products,
    avg(review.rating) as mean_rating,
    count(*) filter (where review.is_verified) as verified_reviews,
    max(review.reviewed_date) as last_review
from mart.asked_reviews(:filters) as review
join star.dim_customer as customer on customer.customer_no = review.customer_no and customer.valid_to = 'infinity'
where review.reviewed_date >= :from and review.reviewed_date < :to
  and review.customer_no <> 0
group by customer.customer_no, customer.customer_id
order by count(*) desc, customer.customer_id collate "C"
limit :top
