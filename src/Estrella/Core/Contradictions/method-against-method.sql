-- kind: method-against-method
-- says: the order names another payment method than its payments
-- needs: tender payment
with told as (
    select order_no, array_agg(distinct payment_method_no order by payment_method_no) as methods
    from core.tender
    where not is_inferred and not is_deleted
    group by order_no
),
tried as (
    select order_no, array_agg(distinct payment_method_no order by payment_method_no) as methods
    from core.payment
    where not is_inferred and not is_deleted
    group by order_no
)
select count(*) as compared, count(*) filter (where told.methods <> tried.methods) as disagree, null::numeric as amount
from told
join tried using (order_no)
