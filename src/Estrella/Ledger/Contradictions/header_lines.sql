-- contradiction: header-lines
-- en: the goods of an order's header are not the sum of its lines; amount: sum of the differences
-- other: order_line
-- needs: order.total or order.subtotal, order_line
with line as (
    select
        order_no,
        max(file_no) as file_no,
        sum(coalesce(amount, quantity * unit_price - coalesce(discount, round(quantity * unit_price * discount_rate, 4), 0))) as amount
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
    select
        header.file_no as one_file_no,
        line.file_no as other_file_no,
        case
            when header.subtotal is not null then abs(line.amount - header.subtotal)
            -- Tax may be in the prices, whatever is said of them: then it is no part of the total beside the goods.
            else least(abs(line.amount - goods.amount), abs(line.amount - goods.amount - coalesce(header.tax, 0)))
        end as difference
    from core."order" as header
    join touched_order using (order_no)
    join line on line.order_no = header.order_no
    left join charge on charge.order_no = header.order_no
    -- Without a subtotal the goods are what is left of the total; charges stand in its columns or in rows of their own.
    cross join lateral (
        select header.total + coalesce(header.discount, 0) - coalesce(header.shipping + header.tax, header.shipping, header.tax, charge.amount, 0) as amount
    ) as goods
    where not header.is_deleted
        and coalesce(header.subtotal, header.total) is not null
)
select
    one_file_no,
    other_file_no,
    count(*) as compared_count,
    count(*) filter (where difference >= 0.01) as disagree_count,
    sum(difference) filter (where difference >= 0.01) as amount
from compared
group by one_file_no, other_file_no
