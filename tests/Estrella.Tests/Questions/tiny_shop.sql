-- A shop small enough to reckon by hand; the figures expected of it stand in the tests, worked out on paper.
insert into star.shop values ('ARS', 'America/Argentina/Buenos_Aires', 1);
insert into star.dim_date
select
    day::date, extract(year from day), extract(quarter from day), extract(month from day), date_trunc('month', day),
    date_trunc('quarter', day), date_trunc('year', day), extract(isoyear from day), extract(week from day), date_trunc('week', day),
    extract(isodow from day), to_char(day, 'FMDay'), to_char(day, 'FMDay'), to_char(day, 'FMMonth'), to_char(day, 'FMMonth'),
    extract(isodow from day) > 5, null
from generate_series(timestamp '2023-01-01', timestamp '2024-12-31', interval '1 day') as day;
insert into star.dim_date (date_key) values ('-infinity');
insert into star.exchange_rate values
    ('USD', 'ARS', 'official', '2023-12-28', 800), ('USD', 'ARS', 'official', '2024-02-04', 900),
    ('USD', 'ARS', 'official', '2024-02-28', 1000), ('USD', 'ARS', 'blue', '2024-02-28', 1250),
    ('ARS', 'BRL', 'official', '2024-02-28', 0.005);
insert into star.price_index values
    ('default', '2024-01-01', 100), ('default', '2024-02-01', 110), ('default', '2024-03-01', 121), ('otro', '2024-01-01', 50);
insert into star.dim_geography values
    (0, null, null, null, null), (1, 'Argentina', 'Córdoba', 'Río Cuarto', '5800'), (2, 'Argentina', 'Mendoza', 'Mendoza', '5500'),
    (3, 'Argentina', 'Salta', 'Salta', '4400'), (4, 'Argentina', 'Córdoba', 'Córdoba', '5000');
insert into star.dim_customer (
    customer_key, customer_no, customer_id, source, valid_from, valid_to, is_deleted, is_inferred, registered_date, city, region, country, geography_key)
values
    (0, 0, '', null, '-infinity', 'infinity', false, false, null, null, null, null, 0),
    (1, 1, 'C1', 'tienda', '-infinity', 'infinity', false, false, '2024-01-01', 'Córdoba', 'Córdoba', 'Argentina', 4),
    (2, 2, 'C2', 'tienda', '-infinity', 'infinity', false, false, '2024-01-19', 'Mendoza', 'Mendoza', 'Argentina', 2),
    (3, 3, 'C3', 'tienda', '-infinity', 'infinity', false, false, '2024-03-05', 'Córdoba', 'Córdoba', 'Argentina', 4),
    (4, 4, 'C4', 'tienda', '-infinity', 'infinity', false, false, '2024-03-06', 'Salta', 'Salta', 'Argentina', 3);
insert into star.dim_product (
    product_key, product_no, product_id, source, valid_from, valid_to, is_deleted, is_inferred, name, brand, category_id, category, category_path)
values
    (0, 0, '', null, '-infinity', 'infinity', false, false, null, null, '', null, null),
    (1, 1, 'P1', 'tienda', '-infinity', 'infinity', false, false, 'Mate', 'Sur', 'K2', 'Hogar', 'Casa > Hogar'),
    (2, 2, 'P2', 'tienda', '-infinity', 'infinity', false, false, 'Yerba', 'Norte', 'K4', 'Almacén', 'Almacén'),
    (3, 3, 'P3', 'tienda', '-infinity', '2024-02-15 03:00+00', false, false, 'Termo', 'Sur', 'K2', 'Hogar', 'Casa > Hogar'),
    (4, 3, 'P3', 'tienda', '2024-02-15 03:00+00', 'infinity', false, false, 'Termo', 'Sur', 'K3', 'Camping', 'Casa > Camping');
insert into star.product_price values
    (1, 1, '-infinity', '2024-03-01 03:00+00', default, 100, 60, null), (2, 1, '2024-03-01 03:00+00', 'infinity', default, 2000, 70, null),
    (3, 3, '-infinity', 'infinity', default, 200, 150, null);
insert into star.dim_campaign values
    (0, 0, '', null, null, null, null, null), (1, 1, 'V1', 'tienda', 'Verano', 'search', '2024-02-05', '2024-02-11');
insert into star.dim_payment_method values (0, 0, '', null, null, null), (1, 1, 'M1', 'tienda', 'Tarjeta', null), (2, 2, 'M2', 'tienda', 'Efectivo', null);
insert into star.dim_carrier values (0, null), (1, 'Andes'), (2, 'Sur Cargo');
insert into star.dim_warehouse values (0, null), (1, 'Central');
insert into star.dim_channel values (0, null), (1, 'web'), (2, 'app');
insert into star.dim_status values
    (0, null, null), (1, 'delivered', 'captured'), (2, 'cancelled', 'refunded'), (3, 'pending', 'pending'), (4, 'draft', null), (5, 'unmapped', null);

-- the orders: 1 plain, 2 cancelled later, 3 returned, 4 cancelled at once, 5 of nobody known, 6 in dollars, 7 without lines, 8 a draft, 9 in no known state
create temporary table placed (
    order_no int, order_date date, customer int, place int, campaign int, channel int, status int, is_booked bool, is_paid bool,
    is_fulfilled bool, is_kept bool, currency text, subtotal numeric, discount numeric, total numeric, line_count int);
insert into placed values
    (1, '2024-01-01', 1, 1, 0, 1, 1, true, true, true, true, 'ARS', null, null, 250, 2),
    (2, '2024-01-20', 2, 2, 0, 1, 2, true, false, false, false, 'ARS', 100, 10, 90, 1),
    (3, '2024-02-05', 1, 4, 1, 2, 1, true, true, true, true, 'ARS', null, null, 200, 1),
    (4, '2024-02-10', 3, 1, 0, 1, 2, true, false, false, false, null, null, null, 200, 1),
    (5, '2024-02-20', 0, 0, 0, 1, 3, true, false, false, true, null, 420, 20, 400, 1),
    (6, '2024-03-01', 2, 2, 0, 2, 1, true, true, true, true, 'USD', null, null, 2, 1),
    (7, '2024-03-15', 1, 1, 0, 1, 1, true, false, true, true, 'ARS', null, null, 500, 0),
    (8, '2024-03-31', 0, 0, 0, 1, 4, false, false, false, true, 'ARS', null, null, 1000, 1),
    (9, '2024-03-17', 2, 2, 0, 1, 5, false, false, false, true, 'ARS', null, null, 70, 0);
insert into star.fact_order (
    order_no, event, event_no, event_date, order_id, order_date, customer_key, customer_no, geography_key, campaign_key, channel_key, status_key,
    is_booked, is_paid, is_fulfilled, is_kept, currency, total_amount, subtotal_amount, discount_amount, header_gross, header_returned, header_net,
    line_count, ordered_at)
select
    order_no, 'sale', 0, order_date, 'O' || order_no, order_date, customer, customer, place, campaign, channel, status, is_booked, is_paid,
    is_fulfilled, is_kept, currency, total, subtotal, discount, coalesce(subtotal, total), 0, coalesce(subtotal, total) - coalesce(discount, 0),
    line_count, order_date + time '12:00'
from placed;
insert into star.fact_order (
    order_no, event, event_no, event_date, order_id, order_date, customer_key, customer_no, geography_key, campaign_key, channel_key, status_key,
    is_booked, is_paid, is_fulfilled, is_kept, currency, total_amount, subtotal_amount, discount_amount, header_gross, header_returned, header_net,
    line_count, ordered_at)
select
    sale.order_no, undone.event, 0, undone.day, order_id, order_date, customer_key, customer_no, geography_key, campaign_key, channel_key, status_key,
    is_booked, is_paid, is_fulfilled, is_kept, currency, -total_amount, -subtotal_amount, -discount_amount, 0, undone.amount, -undone.amount,
    line_count, ordered_at
from star.fact_order as sale
join (values
    (2, 'cancel', date '2024-02-02', 90), (4, 'cancel', '2024-02-10', 200), (3, 'return', '2024-03-03', 0)) as undone (order_no, event, day, amount)
    on undone.order_no = sale.order_no;

create temporary table line (order_no int, line_no int, event text, day date, product int, quantity numeric, gross numeric, discount numeric, returned numeric, cost numeric);
insert into line values
    (1, 1, 'sale', '2024-01-01', 1, 2, 200, 0, 0, 120), (1, 2, 'sale', '2024-01-01', 2, 1, 50, 0, 0, null),
    (2, 3, 'sale', '2024-01-20', 1, 1, 100, 10, 0, 60), (2, 3, 'cancel', '2024-02-02', 1, -1, 0, 0, 90, -60),
    (3, 4, 'sale', '2024-02-05', 3, 1, 200, 0, 0, 150), (3, 4, 'return', '2024-03-03', 3, -1, 0, 0, 200, -150),
    (4, 5, 'sale', '2024-02-10', 2, 4, 200, 0, 0, null), (4, 5, 'cancel', '2024-02-10', 2, -4, 0, 0, 200, null),
    (5, 6, 'sale', '2024-02-20', 4, 2, 420, 20, 0, 300),
    (6, 7, 'sale', '2024-03-01', 1, 1, 2, 0, 0, 70),
    (8, 8, 'sale', '2024-03-31', 1, 10, 1000, 0, 0, 700);
insert into star.fact_sales (
    order_no, line_no, event, event_no, event_date, order_date, customer_key, customer_no, product_key, product_no, geography_key, campaign_key,
    channel_key, status_key, is_booked, is_paid, is_fulfilled, is_kept, currency, quantity, gross_amount, discount_amount, returned_amount,
    net_amount, cost_amount)
select
    line.order_no, line.line_no, line.event, 0, line.day, placed.order_date, placed.customer, placed.customer, line.product, product.product_no,
    placed.place, placed.campaign, placed.channel, placed.status, placed.is_booked, placed.is_paid, placed.is_fulfilled, placed.is_kept,
    placed.currency, line.quantity, line.gross, line.discount, line.returned, line.gross - line.discount - line.returned, line.cost
from line
join placed on placed.order_no = line.order_no
join star.dim_product as product on product.product_key = line.product;

insert into star.fact_payment (
    payment_no, paid_date, order_no, order_id, order_date, geography_key, channel_key, campaign_key, payment_method_key, is_booked, is_paid,
    is_fulfilled, payment_status, amount, captured_amount, refunded_amount, is_captured, is_decided, currency)
select
    payment.no, payment.day, placed.order_no, 'O' || placed.order_no, placed.order_date, placed.place, placed.channel, placed.campaign,
    payment.method, placed.is_booked, placed.is_paid, placed.is_fulfilled, payment.status, payment.amount,
    case when payment.status in ('captured', 'part_refunded', 'refunded') then payment.amount else 0 end, payment.refunded,
    payment.status in ('captured', 'part_refunded', 'refunded'), payment.status <> 'pending', placed.currency
from (values
    (1, 1, date '2024-01-02', 1, 'captured', 250, 0), (2, 2, '2024-01-20', 1, 'refunded', 90, 90), (3, 3, '2024-02-06', 2, 'failed', 200, 0),
    (4, 3, '2024-02-07', 1, 'part_refunded', 200, 50), (5, 5, '2024-02-20', 2, 'pending', 400, 0), (6, 6, '2024-03-01', 1, 'captured', 2, 0),
    (7, 7, '2024-03-16', 2, 'failed', 500, 0)) as payment (no, order_no, day, method, status, amount, refunded)
join placed on placed.order_no = payment.order_no;
insert into star.fact_tender values
    (1, 1, '2024-01-01', 1, 1, 200, 'ARS'), (2, 1, '2024-01-01', 1, 2, 50, 'ARS'), (3, 3, '2024-02-05', 1, 1, 200, 'ARS');
insert into star.fact_shipment (
    shipment_no, order_no, ordered_date, shipped_date, promised_date, delivered_date, geography_key, carrier_key, warehouse_key, channel_key, is_booked)
values
    (1, 1, '2024-01-01', '2024-01-03', '2024-01-06', '2024-01-05', 1, 1, 1, 1, true),
    (2, 3, '2024-02-05', '2024-02-06', '2024-02-08', '2024-02-11', 4, 1, 1, 2, true),
    (3, 6, '2024-03-01', '2024-03-02', '2024-03-05', null, 2, 2, 1, 2, true),
    (4, 7, '2024-03-15', '2024-03-16', '2024-04-10', null, 1, 1, 1, 1, true);
insert into star.fact_inventory values
    (1, 1, '2024-01-01', 1, 10), (1, 1, '2024-01-08', 1, 0), (1, 1, '2024-03-20', 1, 5), (2, 1, '2024-03-01', 2, 7);
insert into star.fact_campaign_spend values (1, '2024-02-05', 50, null, 100, 10, 0), (1, '2024-02-06', 30, null, 100, 10, 0);
insert into star.fact_cart values
    (1, 'A', 1, 1, 4, 3, '2024-02-01', '2024-02-01 15:00+00', 1), (2, 'A', 1, 1, 1, 1, '2024-02-01', '2024-02-01 15:00+00', 1),
    (3, null, 2, 2, 1, 1, '2024-02-20', '2024-02-20 15:00+00', 1), (4, null, 3, 3, 2, 2, '2024-02-09', '2024-02-09 15:00+00', 1),
    (5, null, 2, 2, 2, 2, '2024-03-20', '2024-03-20 15:00+00', 1);
insert into star.fact_review values
    (1, 1, 1, 1, 1, '2024-01-15', 5), (2, 3, 3, 2, 2, '2024-02-09', 2), (3, 3, 3, 2, 2, '2024-02-10', 4);
insert into estrella.fed (entity)
values ('customer'), ('product'), ('order'), ('order_line'), ('payment_method'), ('tender'), ('payment'), ('shipment'), ('inventory'), ('campaign'),
    ('campaign_spend'), ('cart'), ('review'), ('exchange_rate'), ('price_index');
insert into estrella.fed_field values
    ('order', 'total'), ('order', 'subtotal'), ('order', 'discount'), ('order', 'status'), ('order', 'payment_status'), ('order', 'campaign'),
    ('customer', 'registered_at');
drop table placed, line;
