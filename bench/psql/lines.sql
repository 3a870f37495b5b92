-- what every fact of a line needs: amounts without tax, the order's discount shared out by worth
create unlogged table star.line_value as
with price as (
    select product_id, case when row_number() over (partition by product_id order by valid_from) = 1 then '-infinity' else valid_from end as valid_from, lead(valid_from, 1, 'infinity') over (partition by product_id order by valid_from) as valid_to, cost
    from core.product_price
),

valued as (
    select
        state.*, line.line_id, coalesce(product.product_key, 0) as product_key, line.quantity, line.unit_price, line.quantity * price.cost as cost, tax.rate,
        round(line.quantity * line.unit_price / (1 + tax.rate), 4) as gross,
        round(coalesce(line.discount, 0) / (1 + tax.rate), 4) as line_discount
    from core.order_line as line
    join star.order_state as state using (order_id)
    left join star.dim_product as product using (product_id)
    left join price on price.product_id = line.product_id and state.order_date >= price.valid_from and state.order_date < price.valid_to
    cross join lateral (select case when has_tax_in_prices then coalesce(line.tax_rate, product.tax_rate, 0) else 0 end as rate) as tax
)

select
    order_no, row_number() over () as line_no, line_id, order_date, ordered_at, customer_key, product_key, geography_key, campaign_key, channel_key, status_key, is_booked,
    is_kept, is_paid, is_fulfilled, cancel_date, currency, quantity, unit_price, cost, gross,
    case when discount = 0 then line_discount
        else line_discount + round(
            round(discount * (gross - line_discount) / nullif(sum(gross - line_discount) over (partition by order_no), 0), 2) / (1 + rate), 4)
    end as discount
from valued;
analyze star.line_value;

create unlogged table star.return_value as
select
    row_number() over () as event_no, state.order_no, returned.order_id, line.line_no, returned.return_id,
    greatest(state.order_date, coalesce(returned.returned_at::date, state.order_date)) as event_date,
    returned.quantity, coalesce(returned.amount, (line.gross - line.discount) * returned.quantity / nullif(line.quantity, 0)) as returned_amount,
    case when returned.restocked in ('No', 'N') then 0 else line.cost * returned.quantity / nullif(line.quantity, 0) end as cost, returned.amount
from core.returned
join star.order_state as state using (order_id)
left join star.line_value as line on line.line_id = returned.line_id
where state.is_kept;
analyze star.return_value;
