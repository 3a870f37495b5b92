-- asked_order_sequence: kept orders of known customers in the sequence of all the customer's orders of the asked scope and universe
-- kind: function
-- grain: one row per order, of all time: who is new does not depend on what is looked at
-- from: mart.mart_customer_order, mart.asked_orders
create or replace function mart.asked_order_sequence(money text, scope text)
returns table (
    order_no bigint, customer_no bigint, order_date date, order_seq bigint, first_order_date date, next_order_date date)
language sql stable parallel safe
as $$
    -- the branch that was not asked for folds away
    select
        kept.order_no, kept.customer_no, kept.order_date, kept.order_seq, kept.first_order_date, kept.next_order_date
    from mart.mart_customer_order as kept
    where money = 'lines'
      and scope = 'booked'
      and kept.order_count = 1
    union all
    select
        kept.order_no, kept.customer_no, kept.order_date, kept.order_seq, kept.first_order_date, kept.next_order_date
    from (
        select
            each.order_no,
            each.customer_no,
            each.order_date,
            row_number() over history as order_seq,
            first_value(each.order_date) over history as first_order_date,
            lead(each.order_date) over history as next_order_date
        from mart.asked_orders(money, scope, '{}') as each
        where each.is_kept and each.customer_no <> 0
        -- ids of one moment in the order of their numbers, where they are numbers
        window history as (
            partition by each.customer_no order by each.ordered_at, length(each.order_id), each.order_id collate "C")
    ) as kept
    where (money = 'lines' and scope = 'booked') is not true
$$;
