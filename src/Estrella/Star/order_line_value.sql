-- order_line_value: order lines with tax taken out of their amounts and their product as it was; what discount_share, return_line and fact_sales start from
-- kind: view
-- grain: one row per line of an order whose day is known
-- from: core.order_line, core.product_same, star.order_state, star.dim_product, star.product_price
-- order_no: number of the order in core
-- order_date: day the order was placed
-- customer_key: customer of the order
-- customer_no: number of the customer in core; 0: anonymous
-- geography_key: place of the order
-- campaign_key: campaign the order names
-- channel_key: sales channel of the order
-- status_key: state of the order
-- is_booked: scope of the order
-- is_paid: scope of the order
-- is_fulfilled: scope of the order
-- is_kept: the order is neither cancelled nor gone
-- cancel_date: day the order was cancelled; null: it is kept
-- is_cancel_date_imputed: no export says that day
-- order_discount: discount of the whole order, tax included where prices are
-- currency: ISO 4217 code; null: the shop's own
-- line_no: number of the line in core
-- line_id: natural id of the line
-- file_line: line of the export, which is the order of the lines
-- product_no: number of the product in core; 0: unknown
-- product_key: the product as it was when the order was placed
-- quantity: pieces
-- unit_price: price of a piece as the export says it, else what the line comes to without its discount, by its pieces; of a line that says neither the product's list price on the order's day, in its currency
-- tax_rate: rate that is in the price: 0 where prices are without tax, or where nobody says the rate
-- is_tax_unknown: prices include tax, and nobody says the rate
-- gross_amount: quantity times unit price, else what the line comes to and its discount, ex tax
-- line_discount: the line's own discount, ex tax
-- unit_cost: the line's own cost of a piece, else its product's on the order's day; null: unknown
-- is_cost_imputed: the cost is known only from a later day on
select
    line.order_no, state.order_date, state.customer_key, state.customer_no,
    state.geography_key, state.campaign_key, state.channel_key, state.status_key,
    state.is_booked, state.is_paid, state.is_fulfilled, state.is_kept, state.cancel_date, state.is_cancel_date_imputed,
    state.order_discount, state.currency,
    line.order_line_no as line_no,
    line.order_line_id as line_id,
    line.line as file_line,
    coalesce(article.same_no, line.product_no, 0) as product_no,
    coalesce(product.product_key, 0) as product_key,
    line.quantity,
    coalesce(piece.price, round(said.gross / nullif(line.quantity, 0), 4))::numeric(18,4) as unit_price,
    tax.rate as tax_rate,
    state.has_tax_in_prices and coalesce(line.tax_rate, product.tax_rate) is null as is_tax_unknown,
    round(said.gross / (1 + tax.rate), 4)::numeric(18,4) as gross_amount,
    round(off.discount / (1 + tax.rate), 4)::numeric(18,4) as line_discount,
    coalesce(line.unit_cost, price.cost) as unit_cost,
    line.unit_cost is null and coalesce(price.cost_from > state.ordered_at, false) as is_cost_imputed
from core.order_line as line
join star.order_state as state using (order_no)
left join core.product_same as article on article.product_no = line.product_no
left join star.dim_product as product
    on product.product_no = coalesce(article.same_no, line.product_no) and state.ordered_at >= product.valid_from and state.ordered_at < product.valid_to
-- a product has dozens of price versions: found by the index, not by comparing every line with all of them
left join lateral (
    select version.cost, version.cost_from, version.price, version.currency
    from star.product_price as version
    where version.product_no = coalesce(article.same_no, line.product_no)
        and version.valid_from <= state.ordered_at
    order by version.valid_from desc
    limit 1
) as price on true
-- only a contract that says $list_price lets lines without a price and an amount pass
cross join lateral (
    select coalesce(line.unit_price, case when line.amount is null and price.currency is not distinct from state.currency then price.price end) as price
) as piece
cross join lateral (
    select case when state.has_tax_in_prices then coalesce(line.tax_rate, product.tax_rate, 0) else 0 end as rate
) as tax
cross join lateral (
    select coalesce(
        line.discount,
        round(case when line.amount is null then line.quantity * piece.price else line.amount / nullif(1 - line.discount_rate, 0) end * line.discount_rate, 4),
        0
    ) as discount
) as off
cross join lateral (select coalesce(line.amount + off.discount, line.quantity * piece.price) as gross) as said
where not line.is_inferred
    -- a line that went missing counts only while its order is missing too
    and (not line.is_deleted or state.is_deleted)
