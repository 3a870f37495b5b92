-- orders of the scope in the range, and those of them the figures rest on
select
    (select count(*) from mart.asked_orders('all', :scope, :filters) as placed
        where placed.order_date >= :from and placed.order_date < :to) as orders,
    (select count(*) from mart.asked_orders(:money, :scope, :filters) as placed
        where placed.order_date >= :from and placed.order_date < :to) as orders_covered
