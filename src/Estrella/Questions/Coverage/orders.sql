-- orders of the scope in the range, and those of them the figures rest on
select
    (select coalesce(sum(placed.orders), 0)::bigint from mart.asked_order_counts('all', :scope, :filters) as placed
        where placed.order_date >= :from and placed.order_date < :to) as orders,
    (select coalesce(sum(placed.orders), 0)::bigint from mart.asked_order_counts(:money, :scope, :filters) as placed
        where placed.order_date >= :from and placed.order_date < :to) as orders_covered
