-- contradiction: header-tender
-- en: an order's total is not what it says it will be paid with; amount: sum of the differences
-- other: tender
-- needs: order.total, tender
with tendered as (
    select
        order_no,
        max(file_no) as file_no,
        sum(amount) as amount
    from core.tender
    join touched_order using (order_no)
    where not is_deleted
    group by order_no
),
compared as (
    select
        header.file_no as one_file_no,
        tendered.file_no as other_file_no,
        abs(header.total - tendered.amount) as difference
    from core."order" as header
    join touched_order using (order_no)
    join tendered on tendered.order_no = header.order_no
    where not header.is_deleted
        and header.total is not null
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
group by one_file_no, other_file_no
