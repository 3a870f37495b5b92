-- dim_customer.begins_at_minus_infinity: the first version of a chain has no beginning, so every moment has a version
select
    customer_no,
    min(valid_from) as first_valid_from
from star.dim_customer
join touched_customer using (customer_no)
group by customer_no
having min(valid_from) > '-infinity'
