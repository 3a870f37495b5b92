-- Order headers and nothing else, in a currency nobody says; the exports of lines and carts were there and held no row.
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', null, 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', null, false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2024-04-01', '2024-04-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.fed (entity, first_run_no) values ('order', 1), ('order_line', 1), ('cart', 1);
insert into estrella.fed_field (entity, field) values ('order', 'total');
insert into core."order" (order_no, source_no, order_id, said_at, ordered_at, total) values
    (1, 1, 'O1', '-infinity', '2024-01-01 12:00-03', 100.005), (2, 1, 'O2', '-infinity', '2024-01-31 12:00-03', 50);
