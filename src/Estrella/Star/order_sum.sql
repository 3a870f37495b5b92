-- order_sum: what the lines, payments, parcels and charges of an order add up to
-- grain: one row per order
-- key: order_no
-- touched by: order_no
-- from: core.order, core.order_line, core.payment, core.shipment, core.order_charge
-- order_no: number of the order in core
-- line_count: number of lines
-- collected_amount: captured less refunded; null: no payment
-- has_left: a parcel has left; null: no parcel
-- discount_charges: charges of kind discount, negative; null: none
-- shipping_charges: charges of kind shipping; null: none
-- tax_charges: charges of kind tax; null: none
-- other_charges: fees and adjustments; null: none
with lines as (
    -- what went missing counts only while its order is missing too
    select order_no, count(*)::integer as line_count
    from core.order_line as said
    join touched_order using (order_no)
    where not is_deleted or (select orders.is_deleted from core.order as orders where orders.order_no = said.order_no)
    group by order_no
),

payments as (
    select
        order_no,
        sum(
            case when status in ('captured', 'part_refunded', 'refunded') then amount else 0 end
                - coalesce(refunded, case when status = 'refunded' then amount else 0 end)
        ) as collected_amount
    from core.payment as said
    join touched_order using (order_no)
    where not is_deleted or (select orders.is_deleted from core.order as orders where orders.order_no = said.order_no)
    group by order_no
),

shipments as (
    select order_no, bool_or(shipped_at > '-infinity') as has_left
    from core.shipment as said
    join touched_order using (order_no)
    where not is_deleted or (select orders.is_deleted from core.order as orders where orders.order_no = said.order_no)
    group by order_no
),

charges as (
    select
        order_no,
        sum(amount) filter (where kind = 'discount') as discount_charges,
        sum(amount) filter (where kind = 'shipping') as shipping_charges,
        sum(amount) filter (where kind = 'tax') as tax_charges,
        sum(amount) filter (where kind not in ('discount', 'shipping', 'tax')) as other_charges
    from core.order_charge as said
    join touched_order using (order_no)
    where not is_deleted or (select orders.is_deleted from core.order as orders where orders.order_no = said.order_no)
    group by order_no
)

select
    order_no,
    coalesce(lines.line_count, 0) as line_count,
    payments.collected_amount::numeric(18,4) as collected_amount,
    shipments.has_left,
    charges.discount_charges::numeric(18,4) as discount_charges,
    charges.shipping_charges::numeric(18,4) as shipping_charges,
    charges.tax_charges::numeric(18,4) as tax_charges,
    charges.other_charges::numeric(18,4) as other_charges
from core.order
join touched_order using (order_no)
left join lines using (order_no)
left join payments using (order_no)
left join shipments using (order_no)
left join charges using (order_no)
