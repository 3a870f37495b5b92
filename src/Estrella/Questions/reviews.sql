-- question: reviews
-- en: What do customers think of each product, and which of them had bought it?
-- es: ¿Qué opinan los clientes de cada producto, y quiénes lo habían comprado?
-- formula: verified = the reviewer had ordered the product on or before the review's day
-- formula-es: verificada = quien opina había pedido el producto hasta el día de la opinión
-- needs: review
-- where: category product brand country region city
-- covers: undated
-- facts: review
-- columns: mean_rating=number verified_mean_rating=number
-- chart: bars x=product y=mean_rating
with rated as (
    select
        review.product_no,
        count(*) as reviews,
        avg(review.rating) as mean_rating,
        count(*) filter (where review.is_verified) as verified_reviews,
        avg(review.rating) filter (where review.is_verified) as verified_mean_rating
    from mart.asked_reviews(:filters) as review
    where review.reviewed_date >= :from and review.reviewed_date < :to
    group by review.product_no
)
select
    product.product_id,
    product.name as product,
    rated.reviews,
    rated.mean_rating,
    rated.verified_reviews,
    rated.verified_mean_rating
from rated
join star.dim_product as product on product.product_no = rated.product_no and product.valid_to = 'infinity'
order by rated.mean_rating desc, rated.reviews desc, product.product_id collate "C"
