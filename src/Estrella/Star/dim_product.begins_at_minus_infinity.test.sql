-- dim_product.begins_at_minus_infinity: the first version of a chain has no beginning, so every moment has a version
select
    product_no,
    min(valid_from) as first_valid_from
from star.dim_product
join touched_product using (product_no)
group by product_no
having min(valid_from) > '-infinity'
