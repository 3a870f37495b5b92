-- discount_share: an order's discount spread over its lines, see docs/decisions/0007
-- grain: one row per line of an order with a discount
-- key: order_no, line_no
-- touched by: order_no
-- from: star.order_line_value
-- check: order_discount is not null
-- order_no: number of the order in core
-- line_no: number of the line in core
-- share: the line's share in whole cents, tax included where prices are
-- order_discount: the share, ex tax
with weights as (
    select
        order_no,
        line_no,
        file_line,
        tax_rate,
        round(100 * order_discount) as cents,
        gross_amount - line_discount as weight,
        sum(gross_amount - line_discount) over (partition by order_no) as total
    from star.order_line_value
    join touched_order using (order_no)
    where order_discount <> 0
),

-- div and mod are exact where a quotient would be rounded; div cuts towards zero, a share is cut downwards
parts as (
    select
        *,
        div(cents * weight, total) - case when sign(mod(cents * weight, total)) * sign(total) < 0 then 1 else 0 end as whole_cents
    from weights
    where total <> 0
),

turns as (
    select
        *,
        cents - sum(whole_cents) over (partition by order_no) as cents_left,
        row_number() over (partition by order_no order by abs(cents * weight - whole_cents * total) desc, file_line, line_no) as turn
    from parts
),

shares as (
    select
        order_no,
        line_no,
        tax_rate,
        (whole_cents + case when turn <= cents_left then 1 else 0 end) / 100 as share
    from turns
)

select
    order_no,
    line_no,
    share::numeric(18,4) as share,
    round(share / (1 + tax_rate), 4)::numeric(18,4) as order_discount
from shares
