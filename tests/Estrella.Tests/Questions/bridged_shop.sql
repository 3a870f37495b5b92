-- A January and a February to hold against each other. Units, net price and cost of a piece:
--            January          February
--   A    10 × 100 at 60    12 × 110 at 66
--   B    10 ×  50 at 40    18 ×  50 at 40
--   C                       3 ×  30 at 10    new
--   D     4 ×  25 at 15    one came back     no longer sold
--   E     2 × 500           3 × 500          nobody knows its cost
--   F     1 ×  20           2 ×  20 at  5    its cost is known in February only
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2024-03-01', '2024-03-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.fed (entity, first_run_no)
select entity, 1 from unnest(array['product', 'order', 'order_line', 'return', 'exchange_rate']) as entity;
insert into estrella.fed_field (entity, field) values ('order_line', 'unit_cost');
-- three of ours for one of those
insert into core.exchange_rate (source_no, exchange_rate_id, said_at, from_currency, to_currency, rate_type, day, rate)
values (1, 'a', '-infinity', 'CLP', 'ARS', null, '2024-01-01', 3), (1, 'b', '-infinity', 'CLP', 'ARS', null, '2024-02-10', 3);

insert into core.product (product_no, source_no, product_id, said_at, name)
select each, 1, chr(64 + each), '-infinity', 'Product ' || chr(64 + each) from generate_series(1, 6) as each;
insert into core."order" (order_no, source_no, order_id, said_at, ordered_at) values
    (1, 1, 'O1', '-infinity', '2024-01-01 12:00-03'), (2, 1, 'O2', '-infinity', '2024-02-10 12:00-03');
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, order_no, product_no, quantity, unit_price, unit_cost) values
    (1, 1, 'L1', '-infinity', 1, 1, 10, 100, 60), (2, 1, 'L2', '-infinity', 1, 2, 10, 50, 40), (3, 1, 'L3', '-infinity', 1, 4, 4, 25, 15),
    (4, 1, 'L4', '-infinity', 1, 5, 2, 500, null), (5, 1, 'L5', '-infinity', 1, 6, 1, 20, null),
    (6, 1, 'L6', '-infinity', 2, 1, 12, 110, 66), (7, 1, 'L7', '-infinity', 2, 2, 18, 50, 40), (8, 1, 'L8', '-infinity', 2, 3, 3, 30, 10),
    (9, 1, 'L9', '-infinity', 2, 5, 3, 500, null), (10, 1, 'L10', '-infinity', 2, 6, 2, 20, 5);
insert into core."return" (return_no, source_no, return_id, said_at, order_no, order_line_no, product_no, returned_at, quantity) values
    (1, 1, 'R1', '-infinity', 1, 3, 4, '2024-02-20 12:00-03', 1);
