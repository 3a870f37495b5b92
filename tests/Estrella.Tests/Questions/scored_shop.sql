-- Ten customers of a year that ends on 31 December 2024: its first day is 2 January. No two orders of a customer are on one day.
--        last order  days  orders  net sales of the year
--   C1   31 Dec         0       6   6000
--   C2   26 Dec         5       4    800
--   C3   21 Dec        10       1     50
--   C4   21 Dec        10       1    100
--   C5    1 Dec        30       3    900
--   C6    2 Oct        90       2    400, one of two pieces for 100 came back
--   C7   14 Jun       200       5   5000
--   C8    6 Mar       300       1    100
--   C9    5 Feb       330       2    300, one order of the year's first day
--   C10   1 Jan       365       0      0, for 700 on the day before it; an order of December was cancelled
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2025-01-01', '2025-01-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.file (file_no, run_no, source_no, export, name, checksum, byte_count, as_of, state)
values (1, 1, 1, 'clientes', 'clientes.csv', 'a', 1, '-infinity', 'read');
insert into estrella.fed (entity, first_run_no) select entity, 1 from unnest(array['customer', 'product', 'order', 'order_line', 'return']) as entity;
insert into estrella.fed_field (entity, field) values ('order', 'status');

insert into core.product (product_no, source_no, product_id, said_at, name) values (1, 1, 'P1', '-infinity', 'Mate'), (2, 1, 'P2', '-infinity', 'Yerba');
insert into core.customer (customer_no, source_no, customer_id, said_at, file_no, line, first_name, email)
select each, 1, 'C' || each, '-infinity', 1, each + 1, 'Ana', 'ana' || each || '@example.com' from generate_series(1, 10) as each;

create temporary table sold on commit preserve rows as
select row_number() over (order by day, customer_no) as no, sold.*
from (
    values
        (1, date '2024-12-31', 1, 1, 1000, 'delivered'), (1, '2024-11-01', 1, 1, 1000, 'delivered'), (1, '2024-10-01', 1, 1, 1000, 'delivered'),
        (1, '2024-09-01', 1, 1, 1000, 'delivered'), (1, '2024-08-01', 1, 1, 1000, 'delivered'), (1, '2024-07-01', 1, 1, 1000, 'delivered'),
        (2, '2024-12-26', 1, 1, 200, 'delivered'), (2, '2024-08-10', 1, 1, 200, 'delivered'), (2, '2024-07-10', 1, 1, 200, 'delivered'),
        (2, '2024-06-10', 1, 1, 200, 'delivered'), (3, '2024-12-21', 1, 1, 50, 'delivered'), (4, '2024-12-21', 1, 1, 100, 'delivered'),
        (5, '2024-12-01', 1, 1, 300, 'delivered'), (5, '2024-04-01', 1, 1, 300, 'delivered'), (5, '2024-03-01', 1, 1, 300, 'delivered'),
        (6, '2024-10-02', 1, 2, 100, 'delivered'), (6, '2024-05-05', 1, 1, 300, 'delivered'),
        (7, '2024-06-14', 1, 1, 1000, 'delivered'), (7, '2024-05-14', 1, 1, 1000, 'delivered'), (7, '2024-04-14', 1, 1, 1000, 'delivered'),
        (7, '2024-03-14', 1, 1, 1000, 'delivered'), (7, '2024-02-14', 1, 1, 1000, 'delivered'), (8, '2024-03-06', 1, 1, 100, 'delivered'),
        (9, '2024-02-05', 1, 1, 150, 'delivered'), (9, '2024-01-02', 1, 1, 150, 'delivered'),
        (10, '2024-01-01', 2, 1, 700, 'delivered'), (10, '2024-12-30', 1, 1, 900, 'cancelled'),
        -- nobody knows who
        (null, '2024-12-29', 1, 1, 5000, 'delivered')
) as sold (customer_no, day, product_no, quantity, price, status);
insert into core."order" (order_no, source_no, order_id, said_at, customer_no, ordered_at, cancelled_at, status)
select no, 1, 'O' || no, '-infinity', customer_no, (day + time '12:00') at time zone 'America/Argentina/Buenos_Aires',
    case when status = 'cancelled' then (day + time '13:00') at time zone 'America/Argentina/Buenos_Aires' end, status
from sold;
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, order_no, product_no, quantity, unit_price)
select no, 1, 'L' || no, '-infinity', no, product_no, quantity, price from sold;
insert into core."return" (return_no, source_no, return_id, said_at, order_no, order_line_no, product_no, returned_at, quantity)
select 1, 1, 'R1', '-infinity', no, no, product_no, '2024-12-15 12:00-03', 1 from sold where customer_no = 6 and quantity = 2;
drop table sold;
