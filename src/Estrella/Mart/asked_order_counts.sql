-- asked_order_counts: how many orders were placed, of the asked scope, filters and universe, for who adds them up by day
-- kind: function
-- grain: one row per day and state of the roll-up, or per day: to be added up
-- from: mart.mart_placed_day, mart.asked_orders, mart.in_scope
create or replace function mart.asked_order_counts(money text, scope text, filters jsonb)
returns table (order_date date, orders bigint)
language sql stable parallel safe
as $$
    -- the branch that was not asked for folds away; which orders a payment came in for, no roll-up tells.
    -- Counted below the condition, not beside it: so the planner leaves the branch before it looks at every month
    select
        placed.order_date,
        case money
            when 'lines' then placed.order_with_lines_count
            when 'headers' then placed.order_with_header_count
            else placed.order_count
        end as orders
    from mart.mart_placed_day as placed
    where money <> 'payments'
      and scope <> 'any'
      and filters = '{}'
      -- the roll-up holds booked orders only
      and mart.in_scope(scope, true, placed.is_paid, placed.is_fulfilled)
    union all
    select counted.order_date, counted.orders
    from (
        select each.order_date, count(*) as orders
        from mart.asked_orders(money, scope, filters) as each
        group by each.order_date
    ) as counted
    where (money <> 'payments' and scope <> 'any' and filters = '{}') is not true
$$;
