-- Ten whole weeks from Monday 1 January 2024, each with orders on its Monday. P1 sells ten a week for 80; P2 four every other week
-- for 75; P3 three and one in turn for 20; P4 ten for 10 in the first week and never again.
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2024-07-01', '2024-07-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.fed (entity, first_run_no) select entity, 1 from unnest(array['product', 'order', 'order_line']) as entity;

insert into core.product (product_no, source_no, product_id, said_at, name)
select each, 1, 'P' || each, '-infinity', 'Product ' || each from generate_series(1, 4) as each;

create temporary table sold on commit preserve rows as
select row_number() over (order by week, product_no) as no, week, product_no, quantity, price
from generate_series(0, 9) as week
cross join lateral (values
    (1, 10, 80), (2, case when week % 2 = 0 then 4 else 0 end, 75), (3, case when week % 2 = 0 then 3 else 1 end, 20), (4, case when week = 0 then 10 else 0 end, 10)
) as line (product_no, quantity, price)
where quantity > 0;
insert into core."order" (order_no, source_no, order_id, said_at, ordered_at)
select no, 1, 'O' || no, '-infinity', (timestamp '2024-01-01 12:00' + week * interval '7 days') at time zone 'America/Argentina/Buenos_Aires' from sold;
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, order_no, product_no, quantity, unit_price)
select no, 1, 'L' || no, '-infinity', no, product_no, quantity, price from sold;
drop table sold;
