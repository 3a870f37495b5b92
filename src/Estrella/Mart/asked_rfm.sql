-- asked_rfm: how lately, how often and for how much customers ordered up to a day, each scored from 1 to 5 against all of them
-- kind: function
-- grain: one row per identified customer with a kept order up to the day
-- from: mart.asked_customer_orders
create or replace function mart.asked_rfm(
    money text, scope text, terms text, at_month date, last_day date, filters jsonb)
returns table (
    customer_no bigint, days integer, kept_orders bigint, net_sales numeric, recency integer, frequency integer, monetary integer,
    frequency_money integer, fixed text)
language sql stable parallel safe
as $$
    with placed as (
        select
            kept.customer_no,
            last_day - max(kept.order_date) as days,
            coalesce(sum(kept.orders) filter (where kept.order_date > last_day - 365), 0) as kept_orders,
            sum(kept.net) filter (where kept.order_date > last_day - 365) as net_sales
        from mart.asked_customer_orders(money, scope, terms, at_month, filters, '-infinity', last_day + 1) as kept
        group by kept.customer_no
    ),
    -- nothing ordered is zero; ordered, but not to be told, stays unknown
    person as (
        select placed.customer_no, placed.days, placed.kept_orders, case when placed.kept_orders = 0 then 0 else placed.net_sales end as net_sales
        from placed
    ),
    -- how many stand below a customer: who is alike stands alike, and shares the lower fifth. Who ordered nothing in the year would
    -- fill the lower fifths of orders and money alone, and one order would be many: there they stand apart
    ranked as (
        select
            person.*,
            rank() over (order by person.days desc) - 1 as staler,
            rank() over (partition by person.kept_orders > 0 order by person.kept_orders) - 1 as rarer,
            rank() over (partition by person.kept_orders > 0 order by person.net_sales nulls last) - 1 as poorer
        from person
    ),
    -- fifths of fewer than five values would part customers by chance: fixed cut points take their place
    spread as (
        select
            count(*) as customers,
            count(*) filter (where person.kept_orders > 0) as buyers,
            count(person.net_sales) filter (where person.kept_orders > 0) as told,
            sum(person.net_sales) as net_of_all,
            count(distinct person.days) < 5 as few_days,
            count(distinct nullif(person.kept_orders, 0)) < 5 as few_orders,
            count(distinct person.net_sales) filter (where person.kept_orders > 0) < 5 as few_sales
        from person
    ),
    scored as (
        select
            ranked.customer_no, ranked.days, ranked.kept_orders, ranked.net_sales, spread.few_days, spread.few_orders, spread.few_sales,
            case
                when not spread.few_days then 5 * ranked.staler / spread.customers + 1
                else 1 + (ranked.days <= 365)::integer + (ranked.days <= 180)::integer + (ranked.days <= 90)::integer + (ranked.days <= 30)::integer
            end as recency,
            case
                when ranked.kept_orders = 0 then 1
                when not spread.few_orders then 5 * ranked.rarer / spread.buyers + 1
                else least(ranked.kept_orders, 5)
            end as frequency,
            case
                when ranked.kept_orders = 0 then 1
                when ranked.net_sales is null then null
                when not spread.few_sales then 5 * ranked.poorer / spread.told + 1
                -- in parts of the mean, which fit any currency and any year
                else 1 + (ranked.net_sales > 0)::integer * (
                    (4 * ranked.net_sales * spread.told > spread.net_of_all)::integer + (2 * ranked.net_sales * spread.told > spread.net_of_all)::integer
                    + (ranked.net_sales * spread.told > spread.net_of_all)::integer + (ranked.net_sales * spread.told > 2 * spread.net_of_all)::integer)
            end as monetary
        from ranked
        cross join spread
    )
    select
        scored.customer_no, scored.days, scored.kept_orders, scored.net_sales,
        scored.recency::integer, scored.frequency::integer, scored.monetary::integer,
        -- half a score counts up; whose money cannot be told is scored by orders alone
        ((scored.frequency + coalesce(scored.monetary, scored.frequency) + 1) / 2)::integer,
        nullif(concat_ws(', ', case when scored.few_days then 'days since the last order' end,
            case when scored.few_orders then 'orders of the year' end, case when scored.few_sales then 'net sales of the year' end), '')
    from scored
$$;
