-- order_sum: what the lines, payments, parcels and charges of an order add up to
-- grain: one row per order that has any of them
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
with parts as (
    select order_no, is_deleted, 1 as line_count, null::numeric as collected, null::boolean as has_left, null as kind, null::numeric as charge
    from core.order_line
    join touched_order using (order_no)
    union all
    select
        order_no,
        is_deleted,
        0,
        case when status in ('captured', 'part_refunded', 'refunded') then amount else 0 end
            - coalesce(refunded, case when status = 'refunded' then amount else 0 end),
        null,
        null,
        null
    from core.payment
    join touched_order using (order_no)
    union all
    select order_no, is_deleted, 0, null, shipped_at > '-infinity', null, null
    from core.shipment
    join touched_order using (order_no)
    union all
    select order_no, is_deleted, 0, null, null, kind, amount
    from core.order_charge
    join touched_order using (order_no)
)

select
    order_no,
    sum(parts.line_count)::integer as line_count,
    sum(parts.collected)::numeric(18,4) as collected_amount,
    bool_or(parts.has_left) as has_left,
    sum(parts.charge) filter (where parts.kind = 'discount')::numeric(18,4) as discount_charges,
    sum(parts.charge) filter (where parts.kind = 'shipping')::numeric(18,4) as shipping_charges,
    sum(parts.charge) filter (where parts.kind = 'tax')::numeric(18,4) as tax_charges,
    sum(parts.charge) filter (where parts.kind not in ('discount', 'shipping', 'tax'))::numeric(18,4) as other_charges
from parts
join core.order as orders using (order_no)
-- what went missing counts only while its order is missing too
where not parts.is_deleted
    or orders.is_deleted
group by order_no
