-- asked_customer_orders: kept orders of known customers, of the asked scope, filters and days, in the sequence of all the customer's orders
-- kind: function
-- grain: one row per order, or per order and currency: orders are added up, not counted
-- from: mart.mart_customer_order, mart.asked_order_sequence, mart.asked_orders, mart.asked_money, mart.asked_factor, mart.told
-- from: mart.filtered_order, mart.asks_order, mart.asks_product
create or replace function mart.asked_customer_orders(
    money text, scope text, terms text, at_month date, filters jsonb, first_day date, end_day date)
returns table (
    order_no bigint, customer_no bigint, order_date date, orders integer, order_seq bigint,
    first_order_date date, next_order_date date, net numeric)
language sql stable parallel safe
as $$
    -- the branch that was not asked for folds away; a sum of one currency and order day is told as its rows would be
    -- (docs/decisions/0007 and 0022)
    select
        kept.order_no, kept.customer_no, kept.order_date, kept.order_count, kept.order_seq,
        kept.first_order_date, kept.next_order_date, mart.told(kept.net_amount, rate.factor) as net
    from mart.mart_customer_order as kept
    left join mart.asked_factor(terms, at_month) as rate on rate.currency = kept.currency and rate.order_date = kept.order_date
    left join mart.filtered_order(filters) as wanted on wanted.order_no = kept.order_no
    where money = 'lines'
      and scope = 'booked'
      -- the money of some products is no whole order's
      and not mart.asks_product(filters)
      and (not mart.asks_order(filters) or wanted.order_no is not null)
      and kept.order_date >= first_day
      and kept.order_date < end_day
    union all
    select
        asked.order_no, asked.customer_no, asked.order_date, 1, asked.order_seq,
        asked.first_order_date, asked.next_order_date, asked.net
    from (
        select kept.*, sold.net
        from mart.asked_order_sequence(money, scope) as kept
        join mart.asked_orders(money, scope, filters) as placed on placed.order_no = kept.order_no
        left join (
            -- all events of the orders: what came back is taken off, whenever it did
            select each.order_no, sum(each.net) as net
            from mart.asked_money(money, scope, 'order', terms, at_month, filters) as each
            where each.order_date >= first_day and each.order_date < end_day
            group by each.order_no
        ) as sold on sold.order_no = kept.order_no
        where placed.order_date >= first_day and placed.order_date < end_day
    ) as asked
    where (money = 'lines' and scope = 'booked' and not mart.asks_product(filters)) is not true
$$;
