-- the wholesale house: Windows-1252, semicolons, decimal commas; amounts come as text and are converted once
create function pg_temp.amount(written text) returns numeric language sql immutable parallel safe
as $$ select replace(written, ',', '.')::numeric $$;

create temporary table clientes (id text, name text, cuit text, email text, since date);
create temporary table domicilios (id text, customer_id text, kind text, street text, city text, region text, postcode text, country text);
create temporary table rubros (id text, name text);
create temporary table articulos (id text, name text, category_id text, brand text, tax_rate text);
create temporary table lista (product_id text, valid_from date, price text, cost text);
create temporary table facturas (id text, customer_id text, ordered_at timestamp, cancelled_at timestamp, status text, subtotal text, discount text, shipping text, tax text, total text, ship_to text, bill_to text);
create temporary table renglones (order_id text, item text, product_id text, quantity text, unit_price text, discount text);
create temporary table medios (id text, name text);
create temporary table cobros (id text, order_id text, method_id text, amount text, refunded text, paid_at timestamp, status text);
create temporary table notas (id text, order_id text, item text, product_id text, returned_at timestamp, quantity text, amount text, restocked text);
create temporary table remitos (id text, order_id text, carrier text, shipped_at timestamp, promised_on date, delivered_at timestamp, cost text);

\copy clientes from 'mayorista_clientes.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy domicilios from 'mayorista_domicilios.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy rubros from 'mayorista_rubros.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy articulos from 'mayorista_articulos.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy lista from 'mayorista_lista.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy facturas from 'mayorista_facturas.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy renglones from 'mayorista_renglones.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy medios from 'mayorista_medios.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy cobros from 'mayorista_cobros.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy notas from 'mayorista_notas_credito.csv' (format csv, header, delimiter ';', encoding 'windows-1252')
\copy remitos from 'mayorista_remitos.csv' (format csv, header, delimiter ';', encoding 'windows-1252')

insert into core.raw_customer (customer_id, last_name, document_type, tax_number, email, registered_on, segment)
select id, name, 'CUIT', cuit, email, since, 'mayorista' from clientes;
insert into core.address select id, customer_id, kind, street, city, region, postcode, country from domicilios;
insert into core.category select id, name from rubros;
insert into core.raw_product (product_id, name, category_id, brand, sku, tax_rate)
select id, name, category_id, brand, id, pg_temp.amount(tax_rate) from articulos;
insert into core.product_price select product_id, valid_from, pg_temp.amount(price), pg_temp.amount(cost) from lista;
insert into core.payment_method select id, name from medios;
insert into core.orders (order_id, customer_id, ordered_at, cancelled_at, status, channel, subtotal, discount, total, ship_to, shipping, tax, bill_to)
select
    id, customer_id, ordered_at, cancelled_at, status, 'mayorista', pg_temp.amount(subtotal), pg_temp.amount(discount), pg_temp.amount(total),
    ship_to, pg_temp.amount(shipping), pg_temp.amount(tax), bill_to
from facturas;
insert into core.order_line (line_id, order_id, product_id, quantity, unit_price, discount)
select order_id || '-' || item, order_id, product_id, pg_temp.amount(quantity), pg_temp.amount(unit_price), pg_temp.amount(discount)
from renglones;
insert into core.payment (payment_id, order_id, method_id, amount, refunded, paid_at, status)
select id, order_id, method_id, pg_temp.amount(amount), pg_temp.amount(refunded), paid_at, status from cobros;
insert into core.returned (return_id, order_id, line_id, product_id, returned_at, quantity, restocked, amount)
select id, order_id, order_id || '-' || item, product_id, returned_at, pg_temp.amount(quantity), restocked, pg_temp.amount(amount) from notas;
insert into core.shipment (shipment_id, order_id, carrier, shipped_at, promised_on, delivered_at, cost)
select id, order_id, carrier, shipped_at, promised_on, delivered_at, pg_temp.amount(cost) from remitos;
