-- asked_lift: net sales of each campaign's window beyond those of the 28 days before it, weekday by weekday
-- kind: function
-- grain: one row per campaign whose window is dated
-- from: mart.asked_money_days, mart.lift_interval, star.dim_campaign
create or replace function mart.asked_lift(
    money text, scope text, terms text, at_month date, as_of date, filters jsonb)
returns table (campaign_key bigint, days integer, lift numeric, half_width numeric, is_whole boolean)
language sql stable parallel safe
as $$
    -- a day counts all events of the orders placed on it: what the campaign sold and what of it came back
    with daily as materialized (
        select sold.order_date as day, sum(sold.net) as net_sales
        from mart.asked_money_days(money, scope, 'order', terms, at_month, filters - 'campaign') as sold
        group by sold.order_date
    ),
    near as (
        select
            campaign.campaign_key,
            each::date as day,
            extract(isodow from each) as weekday,
            each >= campaign.starts_on as is_window,
            (campaign.starts_on - each::date - 1) / 7 as week,
            coalesce(daily.net_sales, 0) as net_sales,
            campaign.starts_on - 28 >= (select min(first.day) from daily as first) as is_whole
        from star.dim_campaign as campaign
        cross join lateral generate_series(
            campaign.starts_on - 28, least(coalesce(campaign.ends_on, as_of), as_of)::timestamp, interval '1 day') as each
        left join daily on daily.day = each::date
    ),
    weekdays as (
        select
            near.campaign_key,
            near.weekday,
            count(*) filter (where near.is_window) as days,
            avg(near.net_sales) filter (where not near.is_window) as mean,
            var_pop(near.net_sales) filter (where not near.is_window) * 4 as squares
        from near
        group by near.campaign_key, near.weekday
    ),
    weeks as (
        select each.campaign_key, stddev_samp(each.net_sales) as deviation
        from (
            select near.campaign_key, near.week, sum(near.net_sales) as net_sales
            from near where not near.is_window group by near.campaign_key, near.week
        ) as each
        group by each.campaign_key
    ),
    expected as (
        select weekdays.campaign_key, sum(weekdays.days)::integer as days, sum(weekdays.days * weekdays.mean) as net_sales,
            sum(weekdays.days ^ 2) / 4 as repeats, sum(weekdays.squares) as squares
        from weekdays group by weekdays.campaign_key
    ),
    actual as (
        select near.campaign_key, bool_and(near.is_whole) as is_whole, sum(near.net_sales) filter (where near.is_window) as net_sales
        from near group by near.campaign_key
    )
    select expected.campaign_key, expected.days, actual.net_sales - expected.net_sales,
        mart.lift_interval(expected.days, expected.repeats::numeric, expected.squares, weeks.deviation), actual.is_whole
    from expected
    join actual on actual.campaign_key = expected.campaign_key
    join weeks on weeks.campaign_key = expected.campaign_key
    where expected.days > 0
$$;
