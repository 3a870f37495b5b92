-- the retail house: its files are typed as they come
create schema core;
create schema star;
create schema mart;

create table core.raw_customer (customer_id text, first_name text, last_name text, email text, phone text, document_type text, tax_number text, birth_date date, registered_on date, segment text, city text, region text, country text, postcode text, updated_at timestamp);
create table core.raw_product (product_id text, name text, description text, category_id text, brand text, sku text, barcode text, tax_rate numeric, updated_at timestamp);
create table core.address (address_id text, customer_id text, kind text, street text, city text, region text, postcode text, country text);
create table core.category (category_id text, name text, parent_id text);
create table core.product_price (product_id text, valid_from date, price numeric, cost numeric);
create table core.orders (order_id text, customer_id text, ordered_at timestamp, cancelled_at timestamp, status text, channel text, currency text, subtotal numeric, discount numeric, total numeric, coupon text, campaign_id text, ship_to text, shipping numeric, tax numeric, bill_to text);
create table core.order_line (line_id text, order_id text, product_id text, quantity numeric, unit_price numeric, discount numeric, tax_rate numeric);
create table core.order_charge (charge_id text, order_id text, kind text, amount numeric);
create table core.payment_method (method_id text, name text, description text);
create table core.tender (tender_id text, order_id text, method_id text, amount numeric);
create table core.payment (payment_id text, order_id text, method_id text, amount numeric, refunded numeric, paid_at timestamp, status text, currency text, installments integer, fee numeric, financing numeric, tax_withheld numeric, net numeric, released_on date);
create table core.returned (return_id text, order_id text, line_id text, product_id text, returned_at timestamp, quantity numeric, restocked text, reason text, amount numeric);
create table core.shipment (shipment_id text, order_id text, carrier text, warehouse text, shipped_at timestamp, promised_on date, delivered_at timestamp, cost numeric);
create table core.inventory (product_id text, warehouse text, day date, on_hand numeric);
create table core.campaign (campaign_id text, name text, channel text, starts_on date, ends_on date);
create table core.campaign_spend (campaign_id text, day date, amount numeric, impressions bigint, clicks bigint);
create table core.touch (touch_id text, customer_id text, session text, campaign_id text, channel text, touched_at timestamp);
create table core.cart (item_id text, cart_id text, customer_id text, product_id text, quantity numeric, added_at timestamp);
create table core.review (review_id text, customer_id text, product_id text, rating integer, comment text, reviewed_at timestamp);
create table core.exchange_rate (from_currency text, to_currency text, rate_type text, day date, rate numeric);
create table core.price_index (index_name text, month date, level numeric);
create table core.calendar_event (name text, kind text, starts_on date, ends_on date);
create table core.target (period date, metric text, channel text, category text, value numeric);

\copy core.raw_customer from 'tienda_clientes.csv' (format csv, header)
\copy core.raw_product from 'tienda_productos.csv' (format csv, header)
\copy core.address from 'tienda_direcciones.csv' (format csv, header)
\copy core.category from 'tienda_categorias.csv' (format csv, header)
\copy core.product_price from 'tienda_precios.csv' (format csv, header)
\copy core.orders (order_id, customer_id, ordered_at, cancelled_at, status, channel, currency, subtotal, discount, total, coupon, campaign_id, ship_to) from 'tienda_pedidos.csv' (format csv, header)
\copy core.order_line from 'tienda_detalle.csv' (format csv, header)
\copy core.order_charge from 'tienda_cargos.csv' (format csv, header)
\copy core.payment_method from 'tienda_formas_pago.csv' (format csv, header)
\copy core.tender from 'tienda_medios_elegidos.csv' (format csv, header)
\copy core.payment from 'tienda_pagos.csv' (format csv, header)
\copy core.returned (return_id, order_id, line_id, product_id, returned_at, quantity, restocked, reason) from 'tienda_devoluciones.csv' (format csv, header)
\copy core.shipment from 'tienda_envios.csv' (format csv, header)
\copy core.inventory from 'tienda_stock.csv' (format csv, header)
\copy core.campaign from 'tienda_campanias.csv' (format csv, header)
\copy core.campaign_spend from 'tienda_inversion.csv' (format csv, header)
\copy core.touch from 'tienda_contactos.csv' (format csv, header)
\copy core.cart from 'tienda_carrito.csv' (format csv, header)
\copy core.review from 'tienda_resenas.csv' (format csv, header)
\copy core.exchange_rate from 'tienda_tipo_cambio.csv' (format csv, header)
\copy core.price_index from 'tienda_indice_precios.csv' (format csv, header)
\copy core.calendar_event from 'tienda_calendario.csv' (format csv, header)
\copy core.target from 'tienda_objetivos.csv' (format csv, header)
