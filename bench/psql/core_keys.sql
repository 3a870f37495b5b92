-- who moved or changed category stands twice: the last word holds
create table core.customer as
select distinct on (customer_id) * from core.raw_customer order by customer_id, updated_at desc nulls last;
create table core.product as
select distinct on (product_id) * from core.raw_product order by product_id, updated_at desc nulls last;
drop table core.raw_customer, core.raw_product;

alter table core.customer add primary key (customer_id);
alter table core.address add primary key (address_id);
alter table core.category add primary key (category_id);
alter table core.product add primary key (product_id);
alter table core.product_price add primary key (product_id, valid_from);
alter table core.campaign add primary key (campaign_id);
alter table core.payment_method add primary key (method_id);
alter table core.orders add primary key (order_id);
alter table core.order_line add primary key (line_id);
alter table core.order_charge add primary key (charge_id);
alter table core.tender add primary key (tender_id);
alter table core.payment add primary key (payment_id);
alter table core.returned add primary key (return_id);
alter table core.shipment add primary key (shipment_id);
alter table core.touch add primary key (touch_id);
alter table core.cart add primary key (item_id);
alter table core.review add primary key (review_id);
alter table core.campaign_spend add primary key (campaign_id, day);
alter table core.exchange_rate add primary key (from_currency, to_currency, rate_type, day);

alter table core.address add foreign key (customer_id) references core.customer;
alter table core.product add foreign key (category_id) references core.category;
alter table core.product_price add foreign key (product_id) references core.product;
alter table core.orders add foreign key (customer_id) references core.customer;
alter table core.orders add foreign key (ship_to) references core.address;
alter table core.orders add foreign key (campaign_id) references core.campaign;
alter table core.order_line add foreign key (order_id) references core.orders;
alter table core.order_line add foreign key (product_id) references core.product;
alter table core.order_charge add foreign key (order_id) references core.orders;
alter table core.tender add foreign key (order_id) references core.orders;
alter table core.tender add foreign key (method_id) references core.payment_method;
alter table core.payment add foreign key (order_id) references core.orders;
alter table core.payment add foreign key (method_id) references core.payment_method;
alter table core.returned add foreign key (order_id) references core.orders;
alter table core.shipment add foreign key (order_id) references core.orders;
alter table core.inventory add foreign key (product_id) references core.product;
alter table core.campaign_spend add foreign key (campaign_id) references core.campaign;
alter table core.touch add foreign key (customer_id) references core.customer;
alter table core.cart add foreign key (customer_id) references core.customer;
alter table core.cart add foreign key (product_id) references core.product;
alter table core.review add foreign key (customer_id) references core.customer;
alter table core.review add foreign key (product_id) references core.product;

-- what an order's children are asked by
create index on core.orders (customer_id);
create index on core.order_line (order_id);
create index on core.order_charge (order_id);
create index on core.tender (order_id);
create index on core.payment (order_id);
create index on core.returned (order_id);
create index on core.shipment (order_id);
analyze core.customer, core.address, core.product, core.product_price, core.orders, core.order_line, core.order_charge,
    core.payment, core.tender, core.returned, core.shipment, core.inventory, core.touch, core.cart, core.review;
