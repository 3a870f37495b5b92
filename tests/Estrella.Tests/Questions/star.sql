create schema estrella;
create schema star;
create schema mart;
create table estrella.fed (entity text primary key, first_run_no int);
create table estrella.fed_field (entity text, field text, primary key (entity, field));
create table estrella.model (schema_name text, model_name text, checksum text, run_no int, primary key (schema_name, model_name));
create table star.shop (currency text, zone text, week_start int);
create table star.dim_date (
    date_key date primary key, year int, quarter int, month int, month_start date, quarter_start date, year_start date,
    iso_year int, iso_week int, week_start date, weekday int, weekday_en text, weekday_es text, month_en text, month_es text,
    is_weekend bool, event text);
create table star.exchange_rate (
    from_currency text, to_currency text, rate_type text, rate_date date, rate numeric(18, 4),
    primary key (from_currency, to_currency, rate_type, rate_date));
create table star.price_index (index_name text, month date, value numeric(18, 4), primary key (index_name, month));
create table star.dim_customer (
    customer_key bigint primary key, customer_no bigint, customer_id text collate "C", source text, valid_from timestamptz, valid_to timestamptz,
    is_current bool generated always as (valid_to = 'infinity') stored, is_deleted bool, is_inferred bool, first_name text, last_name text,
    email text, phone text, tax_number text, registered_date date, segment text, city text, region text, country text, postcode text,
    geography_key bigint);
create table star.dim_product (
    product_key bigint primary key, product_no bigint, product_id text collate "C", source text, valid_from timestamptz, valid_to timestamptz,
    is_current bool generated always as (valid_to = 'infinity') stored, is_deleted bool, is_inferred bool, name text, description text,
    brand text, sku text, barcode text, category_id text collate "C", category text, category_path text, tax_rate numeric(18, 4));
create table star.product_price (
    product_price_key bigint primary key, product_no bigint, valid_from timestamptz, valid_to timestamptz,
    is_current bool generated always as (valid_to = 'infinity') stored, price numeric(18, 4), cost numeric(18, 4), currency text);
create table star.dim_geography (geography_key bigint primary key, country text, region text, city text, postcode text);
create table star.dim_campaign (
    campaign_key bigint primary key, campaign_no bigint, campaign_id text collate "C", source text, name text, channel text, starts_on date, ends_on date);
create table star.dim_payment_method (
    payment_method_key bigint primary key, payment_method_no bigint, payment_method_id text collate "C", source text, name text, description text);
create table star.dim_carrier (carrier_key bigint primary key, name text);
create table star.dim_warehouse (warehouse_key bigint primary key, name text);
create table star.dim_channel (channel_key bigint primary key, name text);
create table star.dim_status (status_key bigint primary key, order_status text, payment_status text);
create table star.fact_order (
    order_no bigint, event text, event_no bigint, event_date date, order_id text collate "C", source text, order_date date, customer_key bigint,
    customer_no bigint, geography_key bigint, campaign_key bigint, channel_key bigint, status_key bigint, is_booked bool, is_paid bool,
    is_fulfilled bool, is_kept bool, currency text, total_amount numeric(18, 4), subtotal_amount numeric(18, 4), discount_amount numeric(18, 4),
    shipping_amount numeric(18, 4), tax_amount numeric(18, 4), charge_amount numeric(18, 4), header_gross numeric(18, 4),
    header_returned numeric(18, 4), header_net numeric(18, 4), line_count int, is_date_imputed bool, ordered_at timestamptz,
    primary key (order_no, event, event_no, event_date));
create table star.fact_sales (
    order_no bigint, line_no bigint, event text, event_no bigint, event_date date, order_date date, customer_key bigint, customer_no bigint,
    product_key bigint, product_no bigint, geography_key bigint, campaign_key bigint, channel_key bigint, status_key bigint, is_booked bool,
    is_paid bool, is_fulfilled bool, is_kept bool, currency text, quantity numeric(18, 4), unit_price numeric(18, 4), gross_amount numeric(18, 4),
    discount_amount numeric(18, 4), returned_amount numeric(18, 4), net_amount numeric(18, 4), cost_amount numeric(18, 4), is_tax_unknown bool,
    is_date_imputed bool, line_id text, primary key (order_no, line_no, event, event_no, event_date));
create table star.fact_payment (
    payment_no bigint, paid_date date, order_no bigint, order_id text collate "C", order_date date, customer_key bigint, geography_key bigint,
    channel_key bigint, campaign_key bigint, payment_method_key bigint, is_booked bool, is_paid bool, is_fulfilled bool, payment_status text,
    amount numeric(18, 4), captured_amount numeric(18, 4), refunded_amount numeric(18, 4), refunded_date date, is_captured bool, is_decided bool,
    currency text, installments int, fee_amount numeric(18, 4), financing_amount numeric(18, 4), tax_withheld_amount numeric(18, 4),
    net_amount numeric(18, 4), released_date date, primary key (payment_no, paid_date));
create table star.fact_tender (
    tender_no bigint primary key, order_no bigint, order_date date, customer_key bigint, payment_method_key bigint, amount numeric(18, 4), currency text);
create table star.fact_shipment (
    shipment_no bigint primary key, order_no bigint, ordered_date date, shipped_date date, promised_date date, delivered_date date,
    customer_key bigint, geography_key bigint, carrier_key bigint, warehouse_key bigint, channel_key bigint, status_key bigint, is_booked bool,
    cost_amount numeric(18, 4), lead_days int, delay_days int);
create table star.fact_inventory (
    product_no bigint, warehouse_key bigint, snapshot_date date, product_key bigint, on_hand numeric(18, 4),
    primary key (product_no, warehouse_key, snapshot_date));
create table star.fact_campaign_spend (
    campaign_key bigint, spend_date date, amount numeric(18, 4), currency text, impressions bigint, clicks bigint, channel_key bigint,
    primary key (campaign_key, spend_date));
create table star.fact_touch (
    touch_no bigint primary key, touched_date date, touched_at timestamptz, customer_key bigint, campaign_key bigint, channel_key bigint);
create table star.fact_cart (
    cart_no bigint primary key, cart_number text, customer_key bigint, customer_no bigint, product_key bigint, product_no bigint,
    added_date date, added_at timestamptz, quantity numeric(18, 4));
create table star.fact_review (
    review_no bigint primary key, customer_key bigint, customer_no bigint, product_key bigint, product_no bigint, reviewed_date date, rating numeric(18, 4));
