select
    product.row_no::text as product_id, product.nombre as product, count(*) as reviews, round(avg(calificacion::numeric), 6) as mean_rating,
    count(*) filter (where is_verified) as verified_reviews,
    round(avg(calificacion::numeric) filter (where is_verified), 6) as verified_mean_rating
from (
    select review.*, exists (
        select from raw.sold as sold
        where sold.customer_id = review.usuarioid::int and sold.product_id = review.productoid::int and sold.day <= review.fecha::date
    ) as is_verified
    from raw.resenas_productos as review
) as review
join raw.productos as product on product.row_no = review.productoid::int
group by product.row_no, product.nombre
