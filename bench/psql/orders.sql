-- what every fact of an order needs, worked out once
create unlogged table star.order_state as
select
    row_number() over () as order_no, orders.order_id, orders.ordered_at::date as order_date, orders.ordered_at,
    coalesce(customer.customer_key, 0) as customer_key,
    coalesce(nullif(ship.geography_key, 0), nullif(customer.geography_key, 0), bill.geography_key, 0) as geography_key,
    coalesce(campaign.campaign_key, 0) as campaign_key, coalesce(channel.channel_key, 0) as channel_key,
    coalesce(status.status_key, 0) as status_key, coalesce(status.is_booked, true) as is_booked,
    orders.status not in ('Cancelado', 'Anulada') and orders.cancelled_at is null as is_kept,
    greatest(orders.ordered_at::date, orders.cancelled_at::date) as cancel_date,
    coalesce(orders.currency, 'ARS') as currency,
    -- the wholesale house names no currency, and its prices are without tax
    orders.currency is not null as has_tax_in_prices,
    orders.total, orders.subtotal, coalesce(orders.discount, 0) as discount, coalesce(orders.shipping, charge.shipping) as shipping, orders.tax, charge.other as charges,
    coalesce(line.line_count, 0) as line_count, coalesce(status.is_booked, true) and coalesce(payment.collected > 0, false) as is_paid,
    coalesce(status.is_booked, true) and orders.status in ('Enviado parcial', 'Enviado', 'Entregado', 'Devuelto parcial', 'Devuelto', 'Entrega parcial', 'En viaje', 'Entregada', 'Con nota de crédito', 'Devuelta')
        as is_fulfilled
from core.orders
left join star.dim_customer as customer using (customer_id)
left join star.dim_campaign as campaign using (campaign_id)
left join star.dim_channel as channel on channel.name = orders.channel
left join star.dim_status as status on status.name = orders.status
left join (
    select address_id, geography_key from core.address join star.dim_geography using (country, region, city, postcode)
) as ship on ship.address_id = orders.ship_to
left join (
    select address_id, geography_key from core.address join star.dim_geography using (country, region, city, postcode)
) as bill on bill.address_id = orders.bill_to
left join (select order_id, count(*) as line_count from core.order_line group by order_id) as line on line.order_id = orders.order_id
left join (
    select order_id, sum(case when status in ('Aprobado', 'Reintegro parcial', 'Reintegrado', 'Cobrado', 'Devuelto en parte', 'Devuelto') then amount else 0 end - coalesce(refunded, 0)) as collected
    from core.payment
    group by order_id
) as payment on payment.order_id = orders.order_id
left join (
    select order_id, sum(amount) filter (where kind = 'Envío') as shipping, sum(amount) filter (where kind <> 'Envío') as other
    from core.order_charge
    group by order_id
) as charge on charge.order_id = orders.order_id;
analyze star.order_state;
