-- The eleven files as they are, each row with its number, told in plain SQL: the oracle the answers are held against.
-- Nothing here comes from Estrella: tables raw.* are filled by the test from the CSV text, every cell a text.
create table raw.paid as
select ordenid::int as order_id
from raw.historial_pagos
where estadopago = 'Pagado' and monto::numeric > 0
group by ordenid;

create table raw.placed as
select
    placed.row_no as order_id,
    placed.usuarioid::int as customer_id,
    placed.fechaorden::date as day,
    placed.total::numeric as total,
    placed.estado,
    placed.estado = 'Cancelado' as is_cancelled,
    placed.row_no in (select order_id from raw.paid) as is_paid,
    placed.estado in ('Enviado', 'Completado') as is_fulfilled
from raw.ordenes as placed;

create table raw.sold as
select
    placed.order_id, placed.customer_id, placed.day, placed.estado, placed.is_cancelled, placed.is_paid, placed.is_fulfilled,
    product.row_no as product_id,
    product.nombre as product,
    category.nombre as category,
    product.precio::numeric as list_price,
    product.stock::int as stock,
    line.cantidad::int as quantity,
    line.cantidad::int * line.preciounitario::numeric as gross
from raw.detalle_ordenes as line
join raw.placed as placed on placed.order_id = line.ordenid::int
join raw.productos as product on product.row_no = line.productoid::int
join raw.categorias as category on category.row_no = product.categoriaid::int;

create function raw.in_scope(scope text, is_paid boolean, is_fulfilled boolean) returns boolean
language sql immutable return case scope when 'booked' then true when 'paid' then is_paid else is_fulfilled end;

-- carts and reviews look a customer's product up, a row at a time
create index on raw.sold (customer_id, product_id);
analyze;
