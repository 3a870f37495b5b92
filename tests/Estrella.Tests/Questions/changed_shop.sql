-- What steady_shop.sql lacks: a Wednesday before the campaign K1 on which 280 more was sold, and a month that is not over.
insert into core."order" (order_no, source_no, order_id, said_at, customer_no, ordered_at) values
    (900001, 1, 'X1', '-infinity', 1000, '2024-02-07 12:00-03'), (900002, 1, 'X2', '-infinity', 1000, '2024-07-10 12:00-03');
insert into core.order_line (order_line_no, source_no, order_line_id, said_at, order_no, product_no, quantity, unit_price) values
    (900001, 1, 'XL1', '-infinity', 900001, 1, 1, 280), (900002, 1, 'XL2', '-infinity', 900002, 1, 1, 70);
