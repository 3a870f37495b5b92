-- kind: total-against-lines
-- says: the order's total is not what its lines come to
-- needs: order order_line
-- amount: difference, without its sign
with goods as (
    select order_no, sum(quantity * unit_price - coalesce(discount, 0)) as amount
    from core.order_line
    where not is_inferred and not is_deleted
    group by order_no
)
select count(*) as compared, count(*) filter (where abs(gap) > 0.01) as disagree, sum(abs(gap)) filter (where abs(gap) > 0.01) as amount
from (
    select
        placed.total - goods.amount + coalesce(placed.discount, 0) - coalesce(placed.shipping, 0)
            - case when source.prices_include_tax then 0 else coalesce(placed.tax, 0) end as gap
    from core.order as placed
    join goods using (order_no)
    join estrella.source using (source_no)
    where placed.total is not null
) as compared
