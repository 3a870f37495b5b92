-- contradiction: header-lines
-- en: the goods of an order's header are not the sum of its lines; amount: sum of the differences
-- needs: order.total or order.subtotal, order_line
with line as (
    select
        order_no,
        sum(quantity * unit_price - coalesce(discount, 0)) as amount
    from core.order_line
    join touched_order using (order_no)
    where not is_deleted
    group by order_no
),
charge as (
    select
        order_no,
        sum(amount) as amount
    from core.order_charge
    join touched_order using (order_no)
    where not is_deleted
    group by order_no
),
compared as (
    select abs(line.amount - coalesce(
        header.subtotal,
        -- Without a subtotal the goods are what is left of the total; charges stand in its columns or in rows of their own.
        header.total + coalesce(header.discount, 0) - coalesce(header.shipping + header.tax, header.shipping, header.tax, charge.amount, 0)
    )) as difference
    from core."order" as header
    join touched_order using (order_no)
    join line on line.order_no = header.order_no
    left join charge on charge.order_no = header.order_no
    where not header.is_deleted
        and coalesce(header.subtotal, header.total) is not null
)
select
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
