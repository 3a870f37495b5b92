-- question: campaign-days
-- en: What was sold on the days around a campaign, and what was to be expected without it?
-- es: ¿Qué se vendió en los días de una campaña y alrededor, y qué cabía esperar sin ella?
-- formula: expected = mean net sales of the same weekday in the 28 days before; low and high: 95 % for a single day; after = as many days as the campaign had
-- formula-es: esperado = media de las ventas netas del mismo día de la semana en los 28 días previos; mínimo y máximo: 95 % para un solo día; después = tantos días como tuvo la campaña
-- needs: campaign order
-- takes: scope basis=order money=lines|headers terms at
-- covers: orders unmapped undated
-- facts: money campaign_spend
-- chart: expected x=day y=net_sales,expected_net_sales by=campaign low=expected_low high=expected_high
with daily as materialized (
    -- a day counts all events of the orders placed on it; with or without a tag, since the question is what all sold
    select sold.order_date as day, sum(sold.net) as net_sales
    from mart.asked_money_days(:money, :scope, 'order', :terms, :at, :filters::jsonb - 'campaign') as sold
    group by sold.order_date
),
campaign as (
    select each.campaign_key, each.campaign_id, each.name, each.starts_on, coalesce(each.ends_on, :as_of::date) as ends_on
    from star.dim_campaign as each
    where each.starts_on between (select min(first.day) from daily as first) + 28 and :as_of::date
      and each.starts_on < :to
      and coalesce(each.ends_on, :as_of::date) >= :from
      and (:filters::jsonb -> 'campaign' is null or (:filters::jsonb -> 'campaign') ?| array[each.campaign_id, each.name])
),
near as (
    select
        campaign.campaign_key,
        each::date as day,
        extract(isodow from each) as weekday,
        case when each < campaign.starts_on then 'before' when each <= campaign.ends_on then 'during' else 'after' end as phase,
        coalesce(daily.net_sales, 0) as net_sales
    from campaign
    cross join lateral generate_series(
        campaign.starts_on - 28,
        least(campaign.ends_on + (campaign.ends_on - campaign.starts_on + 1), :as_of::date)::timestamp,
        interval '1 day') as each
    left join daily on daily.day = each::date
),
weekdays as (
    select near.campaign_key, near.weekday, avg(near.net_sales) as mean, var_pop(near.net_sales) * 4 as squares
    from near
    where near.phase = 'before'
    group by near.campaign_key, near.weekday
),
-- 28 days less seven means leave 21 degrees of freedom, t = 2.080; a day varies, and so does the mean of four
width as (
    select weekdays.campaign_key, 2.080 * sqrt(sum(weekdays.squares) / 21 * 1.25) as half_width
    from weekdays
    group by weekdays.campaign_key
)
select
    campaign.campaign_id,
    campaign.name as campaign,
    near.day,
    near.phase,
    near.net_sales,
    weekdays.mean as expected_net_sales,
    weekdays.mean - width.half_width as expected_low,
    weekdays.mean + width.half_width as expected_high
from near
join weekdays on weekdays.campaign_key = near.campaign_key and weekdays.weekday = near.weekday
join width on width.campaign_key = near.campaign_key
join campaign on campaign.campaign_key = near.campaign_key
order by campaign.starts_on, campaign.campaign_id collate "C", near.day
