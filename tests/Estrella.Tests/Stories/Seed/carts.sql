with line as (
    select
        cart.usuarioid::int as customer_id, cart.productoid::int as product_id, cart.fechaagregado::date as day,
        exists (
            select from raw.sold as sold
            where sold.customer_id = cart.usuarioid::int and sold.product_id = cart.productoid::int and not sold.is_cancelled
              and sold.day between cart.fechaagregado::date and cart.fechaagregado::date + 30
        ) as is_converted
    from raw.carrito as cart
),
-- the newest fact of the warehouse, whatever its kind
newest as (
    select greatest(
        (select max(fechaorden::date) from raw.ordenes), (select max(fechaagregado::date) from raw.carrito),
        (select max(fecha::date) from raw.resenas_productos), (select max(fechapago::date) from raw.historial_pagos)) as day
)
select
    to_char(date_trunc('month', line.day), 'YYYY-MM-DD') as period,
    count(distinct (customer_id, line.day)) as carts, count(*) as cart_lines, count(*) filter (where is_converted) as converted,
    round(1 - count(*) filter (where is_converted and line.day + 30 <= newest.day)::numeric
        / nullif(count(*) filter (where line.day + 30 <= newest.day), 0), 6) as abandonment_rate
from line, newest
group by 1
