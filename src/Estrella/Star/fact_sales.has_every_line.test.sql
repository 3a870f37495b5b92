-- fact_sales.has_every_line: every line of an order whose day is known was sold once
with sold as (
    select
        order_no,
        count(*) as line_count
    from star.fact_sales
    join touched_order using (order_no)
    where event = 'sale'
    group by order_no
)

select
    order_no,
    state.line_count as lines_in_core,
    coalesce(sold.line_count, 0) as lines_sold
from star.order_state as state
join touched_order using (order_no)
left join sold using (order_no)
where state.line_count <> coalesce(sold.line_count, 0)
