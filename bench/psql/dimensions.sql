-- dimensions as they are now: one row a member, 0 is unknown
create table star.dim_date as
select day::date as date_key, extract(year from day)::integer as year, extract(month from day)::integer as month, date_trunc('month', day)::date as month_start, extract(isodow from day)::integer as weekday
from generate_series(timestamp '2023-01-01', timestamp '2027-12-31', interval '1 day') as day;

create table star.dim_geography as
select row_number() over () as geography_key, country, region, city, postcode
from (
    select country, region, city, postcode from core.address
    union
    select country, region, city, postcode from core.customer where country is not null
) as place
union all
select 0, null, null, null, null;

create table star.dim_customer as
select
    row_number() over () as customer_key, customer.customer_id, first_name, last_name, email, phone, tax_number, registered_on, segment,
    customer.city, customer.region, customer.country, customer.postcode, coalesce(geography.geography_key, 0) as geography_key
from core.customer
left join star.dim_geography as geography
    on (geography.country, geography.region, geography.city, geography.postcode) = (customer.country, customer.region, customer.city, customer.postcode)
union all
select 0, '', null, null, null, null, null, null, null, null, null, null, null, 0;

create table star.dim_product as
select row_number() over () as product_key, product.product_id, product.name, brand, sku, tax_rate, category.name as category, parent.name as parent_category
from core.product
left join core.category using (category_id)
left join core.category as parent on parent.category_id = category.parent_id
union all
select 0, '', null, null, null, null, null, null;

create table star.dim_campaign as
select row_number() over () as campaign_key, campaign_id, name, channel, starts_on, ends_on from core.campaign
union all
select 0, '', null, null, null, null;

create table star.dim_channel as
select row_number() over () as channel_key, channel as name from (select distinct channel from core.orders where channel is not null) as known
union all
select 0, null;

create table star.dim_status as
select
    row_number() over () as status_key, status as name,
    status not in ('Borrador', 'Prueba', 'Fallido', 'Presupuesto', 'Ensayo', 'Rechazada') as is_booked
from (select distinct status from core.orders) as known
union all
select 0, null, true;

create table star.dim_payment_method as
select row_number() over () as payment_method_key, method_id, name from core.payment_method
union all
select 0, '', null;

create table star.dim_carrier as
select row_number() over () as carrier_key, carrier as name from (select distinct carrier from core.shipment where carrier is not null) as known
union all
select 0, null;

create table star.dim_warehouse as
select row_number() over () as warehouse_key, warehouse as name
from (select warehouse from core.shipment where warehouse is not null union select warehouse from core.inventory where warehouse is not null) as known
union all
select 0, null;

alter table star.dim_date add primary key (date_key);
alter table star.dim_geography add primary key (geography_key);
alter table star.dim_customer add primary key (customer_key), add unique (customer_id);
alter table star.dim_product add primary key (product_key), add unique (product_id);
alter table star.dim_campaign add primary key (campaign_key);
alter table star.dim_channel add primary key (channel_key);
alter table star.dim_status add primary key (status_key);
alter table star.dim_payment_method add primary key (payment_method_key);
alter table star.dim_carrier add primary key (carrier_key);
alter table star.dim_warehouse add primary key (warehouse_key);
analyze star.dim_geography, star.dim_customer, star.dim_product, star.dim_campaign, star.dim_status;
