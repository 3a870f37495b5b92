-- asked_money_days: what asked_money tells, for who adds it up by day: rolled up by days already where nothing narrows it
-- kind: function
-- grain: one row per roll-up of a day, or per order line and event, header event or payment: to be added up, not counted
-- from: mart.mart_sales_day, mart.asked_money, mart.asked_factor, mart.told, mart.in_scope
create or replace function mart.asked_money_days(
    money text, scope text, basis text, terms text, at_month date, filters jsonb)
returns table (
    order_date date, day date, currency text, row_count bigint, untold_row_count bigint,
    quantity numeric, gross numeric, discounts numeric, returned numeric, net numeric)
language sql stable parallel safe
as $$
    -- the branch that was not asked for folds away; a sum of one currency and order day is told as its rows would be
    -- (docs/decisions/0007 and 0021)
    select
        sales.order_date,
        case basis when 'order' then sales.order_date else sales.event_date end as day,
        nullif(sales.currency, '') as currency,
        sales.row_count,
        case when rate.factor is null then sales.row_count else sales.unpriced_row_count end as untold_row_count,
        sales.quantity,
        mart.told(sales.gross_amount, rate.factor) as gross,
        mart.told(sales.discount_amount, rate.factor) as discounts,
        mart.told(sales.returned_amount, rate.factor) as returned,
        mart.told(sales.net_amount, rate.factor) as net
    from mart.mart_sales_day as sales
    left join mart.asked_factor(terms, at_month) as rate on rate.currency = sales.currency and rate.order_date = sales.order_date
    where money = 'lines'
      and scope <> 'any'
      and filters = '{}'
      -- the roll-up holds booked orders only
      and mart.in_scope(scope, true, sales.is_paid, sales.is_fulfilled)
    union all
    select
        each.order_date, each.day, each.currency, 1, case when each.gross is null then 1 else 0 end,
        each.quantity, each.gross, each.discounts, each.returned, each.net
    from mart.asked_money(money, scope, basis, terms, at_month, filters) as each
    where (money = 'lines' and scope <> 'any' and filters = '{}') is not true
$$;
