-- A shop small enough to reckon by hand, as core holds it; the figures expected of it stand in the tests, worked out on paper.
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2024-04-01', '2024-04-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.file (file_no, run_no, source_no, export, name, checksum, byte_count, as_of, state) values
    (1, 1, 1, 'ordenes', 'ordenes.csv', 'a', 1, '-infinity', 'read'), (2, 1, 1, 'detalle', 'detalle.csv', 'b', 1, '-infinity', 'read'),
    (3, 1, 1, 'pagos', 'pagos.csv', 'c', 1, '-infinity', 'read');
insert into estrella.fed (entity, first_run_no)
select entity, 1
from unnest(array[
    'customer', 'product', 'product_price', 'order', 'order_line', 'return', 'payment_method', 'tender', 'payment', 'shipment', 'inventory',
    'campaign', 'campaign_spend', 'cart', 'review', 'exchange_rate', 'price_index', 'target']) as entity;
insert into estrella.fed_field (entity, field) values
    ('order', 'total'), ('order', 'subtotal'), ('order', 'discount'), ('order', 'status'), ('order', 'payment_status'), ('order', 'campaign'),
    ('customer', 'registered_at');

insert into core.exchange_rate (source_no, exchange_rate_id, said_at, from_currency, to_currency, rate_type, day, rate) values
    (1, 'a', '-infinity', 'USD', 'ARS', null, '2023-12-28', 800), (1, 'b', '-infinity', 'USD', 'ARS', null, '2024-02-04', 900),
    (1, 'c', '-infinity', 'USD', 'ARS', 'official', '2024-02-28', 1000), (1, 'd', '-infinity', 'USD', 'ARS', 'blue', '2024-02-28', 1250),
    (1, 'e', '-infinity', 'ARS', 'BRL', null, '2024-02-28', 0.005);
insert into core.price_index (source_no, price_index_id, said_at, index_name, month, value) values
    (1, 'a', '-infinity', null, '2024-01-01', 100), (1, 'b', '-infinity', null, '2024-02-01', 110), (1, 'c', '-infinity', null, '2024-03-01', 121),
    (1, 'd', '-infinity', 'otro', '2024-01-01', 50);

insert into core.customer (customer_no, source_no, customer_id, said_at, registered_at, city, region, country) values
    (1, 1, 'C1', '-infinity', '2024-01-01 10:00-03', 'Córdoba', 'Córdoba', 'Argentina'),
    (2, 1, 'C2', '-infinity', '2024-01-19 10:00-03', 'Mendoza', 'Mendoza', 'Argentina'),
    (3, 1, 'C3', '-infinity', '2024-03-05 10:00-03', 'Córdoba', 'Córdoba', 'Argentina'),
    (4, 1, 'C4', '-infinity', '2024-03-06 10:00-03', 'Salta', 'Salta', 'Argentina');
insert into core.address (address_no, source_no, address_id, said_at, customer_no, kind, city, region, country, postcode) values
    (1, 1, 'A1', '-infinity', 1, 'shipping', 'Río Cuarto', 'Córdoba', 'Argentina', '5800'),
    (2, 1, 'A2', '-infinity', 3, 'shipping', 'Río Cuarto', 'Córdoba', 'Argentina', '5800');
insert into core.category (category_no, source_no, category_id, said_at, name, parent_no) values
    (1, 1, 'K1', '-infinity', 'Casa', null), (2, 1, 'K2', '-infinity', 'Hogar', 1), (3, 1, 'K3', '-infinity', 'Camping', 1),
    (4, 1, 'K4', '-infinity', 'Almacén', null);
insert into core.product (product_no, source_no, product_id, said_at, name, brand, category_no) values
    (1, 1, 'P1', '-infinity', 'Mate', 'Sur', 2), (2, 1, 'P2', '-infinity', 'Yerba', 'Norte', 4), (3, 1, 'P3', '2024-02-15 03:00+00', 'Termo', 'Sur', 3);
insert into core.product_past (product_no, said_at, name, brand, category_no) values (3, '-infinity', 'Termo', 'Sur', 2);
insert into core.product_price (source_no, product_price_id, said_at, product_no, valid_from, price, cost) values
    (1, 'a', '-infinity', 1, '2024-01-01', 100, 60), (1, 'b', '-infinity', 1, '2024-03-01', 2000, 70), (1, 'c', '-infinity', 3, '2024-01-01', 200, 150);
insert into core.target (source_no, target_id, said_at, period, metric, channel, value) values
    (1, 'a', '-infinity', '2024-01-01', 'net_sales', null, 400), (1, 'b', '-infinity', '2024-02-01', 'Ventas netas', null, 300),
    (1, 'c', '-infinity', '2024-02-15', 'Net Sales', null, 200), (1, 'd', '-infinity', '2024-03-01', 'net_sales', 'web', 900),
    (1, 'e', '-infinity', '2024-03-01', 'orders', null, 7);
insert into core.campaign (campaign_no, source_no, campaign_id, said_at, name, channel, starts_on, ends_on) values
    (1, 1, 'V1', '-infinity', 'Verano', 'search', '2024-02-05', '2024-02-11');
insert into core.campaign_spend (source_no, campaign_spend_id, said_at, campaign_no, day, amount) values
    (1, 'a', '-infinity', 1, '2024-02-05', 50), (1, 'b', '-infinity', 1, '2024-02-06', 30);

-- 1 plain, 2 cancelled later, 3 returned, 4 cancelled at once, 5 of nobody known, 6 in dollars, 7 without lines, 8 a draft, 9 in no known state
insert into core."order" (
    order_no, source_no, order_id, said_at, file_no, line, customer_no, ordered_at, cancelled_at, status, payment_status, channel, currency, subtotal,
    discount, total, campaign_no, ship_to_no)
values
    (1, 1, 'O1', '-infinity', 1, 2, 1, '2024-01-01 12:00-03', null, 'delivered', 'captured', 'web', null, null, null, 250, null, 1),
    (2, 1, 'O2', '-infinity', 1, 3, 2, '2024-01-20 12:00-03', '2024-02-02 12:00-03', 'cancelled', 'refunded', 'web', null, 100, 10, 90, null, null),
    (3, 1, 'O3', '-infinity', 1, 4, 1, '2024-02-05 12:00-03', null, 'delivered', 'captured', 'app', null, null, null, 200, 1, null),
    (4, 1, 'O4', '-infinity', 1, 5, 3, '2024-02-10 12:00-03', '2024-02-10 13:00-03', 'cancelled', 'refunded', 'web', null, null, null, 200, null, 2),
    (5, 1, 'O5', '-infinity', 1, 6, null, '2024-02-20 12:00-03', null, 'processing', 'pending', 'web', null, 420, 20, 400, null, null),
    (6, 1, 'O6', '-infinity', 1, 7, 2, '2024-03-01 23:30-03', null, 'delivered', 'captured', 'app', 'USD', null, null, 2, null, null),
    (7, 1, 'O7', '-infinity', 1, 8, 1, '2024-03-15 12:00-03', null, 'delivered', 'captured', 'web', null, null, null, 500, null, 1),
    (8, 1, 'O8', '-infinity', 1, 9, null, '2024-03-31 12:00-03', null, 'draft', null, 'web', null, null, null, 1000, null, null),
    (9, 1, 'O9', '-infinity', 1, 10, 2, '2024-03-17 12:00-03', null, 'unmapped', null, 'web', null, null, null, 70, null, null),
    (10, 1, 'O10', '-infinity', 1, 11, 2, null, null, 'pending', null, 'web', null, null, null, 80, null, null);
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, file_no, line, order_no, product_no, quantity, unit_price, discount) values
    (1, 1, 'L1', '-infinity', 2, 2, 1, 1, 2, 100, null), (2, 1, 'L2', '-infinity', 2, 3, 1, 2, 1, 50, null), (3, 1, 'L3', '-infinity', 2, 4, 2, 1, 1, 100, null),
    (4, 1, 'L4', '-infinity', 2, 5, 3, 3, 1, 200, null), (5, 1, 'L5', '-infinity', 2, 6, 4, 2, 4, 50, null), (6, 1, 'L6', '-infinity', 2, 7, 5, 3, 2, 210, null),
    (7, 1, 'L7', '-infinity', 2, 8, 6, 1, 1, 2, null), (8, 1, 'L8', '-infinity', 2, 9, 8, 1, 10, 100, null), (9, 1, 'L9', '-infinity', 2, 10, 10, 1, 1, 80, null);
insert into core."return" (return_no, source_no, return_id, said_at, order_no, order_line_no, product_no, returned_at, quantity) values
    (1, 1, 'R1', '-infinity', 3, 4, 3, '2024-03-03 12:00-03', 1);
insert into core.payment_method (payment_method_no, source_no, payment_method_id, said_at, name) values
    (1, 1, 'M1', '-infinity', 'Tarjeta'), (2, 1, 'M2', '-infinity', 'Efectivo');
insert into core.payment (payment_no, source_no, payment_id, said_at, file_no, line, order_no, payment_method_no, amount, refunded, paid_at, status) values
    (1, 1, 'G1', '-infinity', 3, 2, 1, 1, 250, null, '2024-01-02 12:00-03', 'captured'), (2, 1, 'G2', '-infinity', 3, 3, 2, 1, 90, null, '2024-01-20 12:00-03', 'refunded'),
    (3, 1, 'G3', '-infinity', 3, 4, 3, 2, 200, null, '2024-02-06 12:00-03', 'failed'), (4, 1, 'G4', '-infinity', 3, 5, 3, 1, 200, 50, '2024-02-07 12:00-03', 'part_refunded'),
    (5, 1, 'G5', '-infinity', 3, 6, 5, 2, 400, null, '2024-02-20 12:00-03', 'pending'), (6, 1, 'G6', '-infinity', 3, 7, 6, 1, 2, null, '2024-03-01 23:40-03', 'captured'),
    (7, 1, 'G7', '-infinity', 3, 8, 7, 2, 500, null, '2024-03-16 12:00-03', 'failed');
insert into core.tender (source_no, tender_id, said_at, order_no, payment_method_no, amount) values
    (1, 'T1', '-infinity', 1, 1, 200), (1, 'T2', '-infinity', 1, 2, 50), (1, 'T3', '-infinity', 3, 1, 200);
insert into core.shipment (source_no, shipment_id, said_at, order_no, carrier, warehouse, shipped_at, promised_at, delivered_at) values
    (1, 'S1', '-infinity', 1, 'Andes', 'Central', '2024-01-03 12:00-03', '2024-01-06', '2024-01-05 23:00-03'),
    (1, 'S2', '-infinity', 3, 'Andes', 'Central', '2024-02-06 12:00-03', '2024-02-08', '2024-02-11 12:00-03'),
    (1, 'S3', '-infinity', 6, 'Sur Cargo', 'Central', '2024-03-02 12:00-03', '2024-03-05', null),
    (1, 'S4', '-infinity', 7, 'Andes', 'Central', '2024-03-16 12:00-03', '2024-04-10', null);
insert into core.inventory (source_no, inventory_id, said_at, product_no, warehouse, day, on_hand) values
    (1, 'a', '-infinity', 1, 'Central', '2024-01-01', 10), (1, 'b', '-infinity', 1, 'Central', '2024-01-08', 0),
    (1, 'c', '-infinity', 1, 'Central', '2024-03-20', 5), (1, 'd', '-infinity', 2, 'Central', '2024-03-01', 7);
insert into core.cart (cart_no, source_no, cart_id, said_at, cart_number, customer_no, product_no, quantity, added_at) values
    (1, 1, '1', '-infinity', 'A', 1, 3, 1, '2024-02-01 12:00-03'), (2, 1, '2', '-infinity', 'A', 1, 1, 1, '2024-02-01 12:00-03'),
    (3, 1, '3', '-infinity', null, 2, 1, 1, '2024-02-20 12:00-03'), (4, 1, '4', '-infinity', null, 3, 2, 1, '2024-02-09 12:00-03'),
    (5, 1, '5', '-infinity', null, 2, 2, 1, '2024-03-20 12:00-03');
insert into core.review (review_no, source_no, review_id, said_at, customer_no, product_no, rating, text, reviewed_at) values
    (1, 1, '1', '-infinity', 1, 1, 5, 'Excelente', '2024-01-15 12:00-03'), (2, 1, '2', '-infinity', 3, 2, 2, null, '2024-02-09 12:00-03'),
    (3, 1, '3', '-infinity', 3, 2, 4, null, '2024-02-10 12:00-03');
