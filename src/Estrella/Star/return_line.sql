-- return_line: goods that came back, with what they were worth
-- grain: one row per return that counts: those of cancelled orders do not
-- key: return_no
-- touched by: order_no
-- from: core.return, core.order_line, core.payment, core.customer_same, core.product_same, estrella.source, estrella.shop, star.order_state
-- from: star.order_line_value, star.discount_share, star.dim_customer, star.dim_product, star.product_price
-- references: customer_key, product_key
-- index: order_no (the returns of an order)
-- return_no: number of the return in core
-- order_no: number of the order in core; 0: a credit note that names none
-- line_no: number of the line in core; 0: no line of the order fits; of a credit note its own number
-- line_id: natural id of the line, else of the return
-- event_date: day it came back, never before the order's
-- is_date_imputed: the export does not say that day, or says one before the order
-- customer_no: number of the customer in core; of a credit note only, else the order's stands
-- customer_key: the customer of a credit note as they were on that day
-- product_no: number of the product in core; 0: unknown
-- product_key: the product as it was when the order was placed
-- quantity: pieces that came back
-- unit_price: price of a piece as said, else as sold
-- is_tax_unknown: prices include tax, and nobody says the rate
-- currency: ISO 4217 code; null: the shop's own
-- stated_amount: amount the export says, as it says it; null: none
-- returned_amount: worth of the goods net of discount, ex tax; null: unknown
-- cost_amount: cost taken back; 0: not restocked; null: unknown, restocked or not
with said as (
    select returned.*, order_no as of_order_no from core.return as returned join touched_order using (order_no)
    union all
    -- one that names no order may name a line; else it is a credit note, of order 0
    select returned.*, line.order_no from core.order_line as line join touched_order using (order_no)
    join core.return as returned using (order_line_no) where returned.order_no is null
    union all
    select returned.*, 0 from core.return as returned left join core.order_line as line using (order_line_no)
    where returned.order_no is null and line.order_no is null and exists (select from touched_order where order_no = 0)
),

returns as (
    select
        said.*, coalesce(buyer.same_no, said.customer_no) as buyer_no, coalesce(article.same_no, said.product_no) as article_no, state.order_date,
        (said.returned_at at time zone shop.zone)::date as returned_date,
        coalesce(state.ordered_at, said.returned_at) as as_of,
        coalesce(state.has_tax_in_prices, source.prices_include_tax) as has_tax_in_prices,
        coalesce(state.currency, source.currency) as currency
    from said
    join estrella.source using (source_no)
    cross join estrella.shop
    left join core.customer_same as buyer on buyer.customer_no = said.customer_no
    left join core.product_same as article on article.product_no = said.product_no
    left join star.order_state as state on state.order_no = said.of_order_no
    where not (said.is_inferred or said.is_deleted)
        -- a cancelled order is reversed as a whole; a credit note stands alone once its day is known
        and coalesce(state.is_kept, said.of_order_no = 0 and said.returned_at > '-infinity')
),

refunds as (
    select return_no, min((coalesce(payment.refunded_at, payment.paid_at) at time zone shop.zone)::date) as refund_date
    from returns
    join core.payment on payment.order_no = returns.of_order_no
    cross join estrella.shop
    where returns.returned_date is null and coalesce(payment.refunded, case when payment.status = 'refunded' then payment.amount end) > 0
        and (coalesce(payment.refunded_at, payment.paid_at) at time zone shop.zone)::date >= returns.order_date
        and not payment.is_deleted
    group by return_no
),

-- the line the export names; else the product's first line that has as many pieces
lines as (
    select distinct on (return_no)
        return_no, line.line_no, line.line_id, line.product_no, line.product_key, line.unit_price, line.tax_rate, line.is_tax_unknown, line.unit_cost, line.quantity,
        line.gross_amount - line.line_discount - coalesce(share.order_discount, 0) as net_amount
    from returns
    join star.order_line_value as line
        on line.order_no = returns.of_order_no
        and (line.line_no = returns.order_line_no or (returns.order_line_no is null and line.product_no = returns.article_no))
    left join star.discount_share as share on share.order_no = line.order_no and share.line_no = line.line_no
    order by return_no, line.quantity < returns.quantity, line.file_line, line.line_no
)

select
    return_no, returns.of_order_no as order_no,
    case when returns.of_order_no = 0 then return_no else coalesce(lines.line_no, 0) end as line_no, coalesce(lines.line_id, returns.return_id) as line_id,
    greatest(returns.order_date, coalesce(returns.returned_date, refunds.refund_date)) as event_date,
    coalesce(returns.returned_date < returns.order_date, returns.returned_date is null) as is_date_imputed,
    coalesce(returns.buyer_no, 0) as customer_no, coalesce(customer.customer_key, 0) as customer_key,
    coalesce(lines.product_no, returns.article_no, 0) as product_no, coalesce(lines.product_key, product.product_key, 0) as product_key,
    coalesce(returns.quantity, 0)::numeric(18,4) as quantity, coalesce(returns.unit_price, lines.unit_price)::numeric(18,4) as unit_price,
    coalesce(lines.is_tax_unknown, returns.has_tax_in_prices and product.tax_rate is null) as is_tax_unknown,
    returns.currency, returns.amount as stated_amount,
    round(coalesce(
        coalesce(returns.amount, returns.quantity * returns.unit_price) / (1 + tax.rate), lines.net_amount * returns.quantity / nullif(lines.quantity, 0)
    ), 4)::numeric(18,4) as returned_amount,
    -- times 0, not 0: a cost that is unknown stays unknown
    round(coalesce(returns.quantity, 0) * coalesce(lines.unit_cost, price.cost) * case when returns.restocked is false then 0 else 1 end, 4)::numeric(18,4) as cost_amount
from returns
left join refunds using (return_no)
left join lines using (return_no)
left join star.dim_customer as customer on customer.customer_no = returns.buyer_no and returns.as_of >= customer.valid_from and returns.as_of < customer.valid_to
left join star.dim_product as product on product.product_no = returns.article_no and returns.as_of >= product.valid_from and returns.as_of < product.valid_to
left join star.product_price as price on price.product_no = returns.article_no and returns.as_of >= price.valid_from and returns.as_of < price.valid_to
cross join lateral (select coalesce(lines.tax_rate, case when returns.has_tax_in_prices then product.tax_rate end, 0) as rate) as tax
