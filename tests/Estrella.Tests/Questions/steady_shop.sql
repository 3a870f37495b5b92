-- Half a year in which nothing happens by chance: each of the regions A, B and C orders once a day, for 100 + 10 x ISO weekday.
-- C buys twice as much from April on; D has 29 orders in May; 30 orders of June went nobody knows where.
-- The campaign K1 brings one order of 500 a day to A from 4 to 13 March; B is shut on the 13th.
insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false);
insert into estrella.run (run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published)
values (1, '2024-07-01', '2024-07-01', 'published', 'ana', 'here', '0', 'run', true);
insert into estrella.fed (entity, first_run_no)
select entity, 1 from unnest(array['customer', 'product', 'order', 'order_line', 'shipment', 'campaign', 'campaign_spend', 'touch']) as entity;
insert into estrella.fed_field (entity, field) values ('order', 'campaign');

insert into core.product (product_no, source_no, product_id, said_at, name) values (1, 1, 'P1', '-infinity', 'Mate');
insert into core.campaign (campaign_no, source_no, campaign_id, said_at, name, channel, starts_on, ends_on) values
    (1, 1, 'K0', '-infinity', 'Enero', 'social', '2024-01-10', '2024-01-12'), (2, 1, 'K1', '-infinity', 'Marzo', 'search', '2024-03-04', '2024-03-13');
insert into core.campaign_spend (source_no, campaign_spend_id, said_at, campaign_no, day, amount) values (1, 'a', '-infinity', 2, '2024-03-04', 1000);
insert into core.touch (source_no, touch_id, said_at, campaign_no, touched_at) values (1, 'a', '-infinity', 1, '2024-01-11 12:00-03');
-- A has 10 customers, B 20, C 30 and D one
insert into core.customer (customer_no, source_no, customer_id, said_at, region, country)
select 1000 * region.no + each, 1, region.name || each, '-infinity', region.name, 'Argentina'
from (values (1, 'A', 10), (2, 'B', 20), (3, 'C', 30), (4, 'D', 1)) as region (no, name, customers)
cross join generate_series(0, region.customers - 1) as each;

create temporary table sold on commit preserve rows as
select row_number() over (order by day, customer_no, amount) as no, sold.*
from (
    select day, 1000 * region.no + extract(doy from day)::int % region.customers as customer_no, null::bigint as campaign_no,
        (100 + 10 * extract(isodow from day)) * case when region.no = 3 and day >= '2024-04-01' then 2 else 1 end as amount
    from generate_series(timestamp '2024-01-01 12:00', '2024-06-30 12:00', interval '1 day') as day
    cross join (values (1, 10), (2, 20), (3, 30)) as region (no, customers)
    where not (region.no = 2 and day::date = '2024-03-13')
    union all
    select day, 1000, 2, 500 from generate_series(timestamp '2024-03-04 12:00', '2024-03-13 12:00', interval '1 day') as day
    union all
    select day, 4000, null, 50 from generate_series(timestamp '2024-05-01 12:00', '2024-05-29 12:00', interval '1 day') as day
    union all
    select day, null, null, 10 from generate_series(timestamp '2024-06-01 12:00', '2024-06-30 12:00', interval '1 day') as day
) as sold;
insert into core."order" (order_no, source_no, order_id, said_at, customer_no, ordered_at, campaign_no)
select no, 1, 'O' || no, '-infinity', customer_no, day at time zone 'America/Argentina/Buenos_Aires', campaign_no from sold;
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, order_no, product_no, quantity, unit_price)
select no, 1, 'L' || no, '-infinity', no, 1, 1, amount from sold;
-- what A ordered first came in time; of what B ordered first one came late; C was promised nothing
insert into core.shipment (source_no, shipment_id, said_at, order_no, shipped_at, promised_at, delivered_at)
select 1, 'S' || first.no, '-infinity', first.no, '2024-02-01 12:00-03', case when first.region < 3 then date '2024-02-04' end,
    case when first.region = 2 and first.turn = 2 then timestamptz '2024-02-05 12:00-03' else '2024-02-04 12:00-03' end
from (select no, customer_no / 1000 as region, row_number() over (partition by customer_no / 1000 order by no) as turn from sold) as first
where first.region <= 3 and first.turn <= case first.region when 2 then 2 else 1 end;
drop table sold;
