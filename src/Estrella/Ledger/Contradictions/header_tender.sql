-- contradiction: header-tender
-- en: an order's total is not what it says it will be paid with; amount: sum of the differences
-- needs: order.total, tender
with tendered as (
    select
        order_no,
        sum(amount) as amount
    from core.tender
    join touched_order using (order_no)
    where not is_deleted
    group by order_no
),
compared as (
    select abs(header.total - tendered.amount) as difference
    from core."order" as header
    join touched_order using (order_no)
    join tendered on tendered.order_no = header.order_no
    where not header.is_deleted
        and header.total is not null
)
select
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
