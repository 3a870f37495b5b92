-- question: campaigns
-- en: What did our campaigns sell, and what would have been sold without them?
-- es: ¿Qué vendieron nuestras campañas, y qué se habría vendido sin ellas?
-- formula: roas = tagged net sales / spend; lift = net sales of the window - those of the 28 days before it, weekday by weekday; low and high: 95 %
-- formula-es: retorno = ventas netas etiquetadas / gasto; incremento = ventas netas de sus días - las de los 28 días previos, día de la semana por día; mínimo y máximo: 95 %
-- needs: campaign order
-- takes: scope basis money=lines|headers terms at
-- covers: orders unmapped undated
-- facts: money campaign_spend
-- columns: roas=number
-- chart: interval x=campaign y=lift_net_sales low=lift_low high=lift_high
with tagged as (
    select
        money.campaign_key,
        sum(money.net) as net_sales,
        sum(money.net) filter (where money.order_date between campaign.starts_on and campaign.ends_on) as in_window_net_sales
    from mart.asked_money(:money, :scope, :basis, :terms, :at, :filters) as money
    join star.dim_campaign as campaign on campaign.campaign_key = money.campaign_key
    where money.day >= :from and money.day < :to
    group by money.campaign_key
),
placed as (
    select
        placed.campaign_key,
        count(*) as orders,
        count(*) filter (where placed.order_date between campaign.starts_on and campaign.ends_on) as in_window_orders
    from mart.asked_orders(:money, :scope, :filters) as placed
    join star.dim_campaign as campaign on campaign.campaign_key = placed.campaign_key
    where placed.order_date >= :from and placed.order_date < :to
    group by placed.campaign_key
),
spent as (
    select spend.campaign_key, sum(mart.told(spend.amount, rate.factor)) as spend
    from star.fact_campaign_spend as spend
    left join mart.asked_factor(:terms, :at) as rate
        on rate.currency = coalesce(spend.currency, '') and rate.order_date = spend.spend_date
    where spend.spend_date >= :from and spend.spend_date < :to
    group by spend.campaign_key
),
touched as (
    select touch.campaign_key, count(*) as touches from star.fact_touch as touch group by touch.campaign_key
),
figures as (
    -- where no export says which campaign an order names, tagged figures are unknown, not zero
    select
        campaign.*, mart.is_fed('order.campaign') as is_tagged, spent.spend, lift.lift, lift.half_width, lift.is_whole,
        coalesce(placed.orders, 0) as orders, coalesce(placed.in_window_orders, 0) as in_window_orders,
        case when placed.orders > 0 or tagged.campaign_key is not null then tagged.net_sales else 0 end as net_sales,
        case when placed.in_window_orders > 0 then tagged.in_window_net_sales else 0 end as in_window_net_sales,
        case when placed.orders > 0 then 'L2' when touched.touches > 0 then 'L1' else 'L0' end as evidence,
        neighbour.within, neighbour.before
    from star.dim_campaign as campaign
    left join tagged on tagged.campaign_key = campaign.campaign_key
    left join placed on placed.campaign_key = campaign.campaign_key
    left join spent on spent.campaign_key = campaign.campaign_key
    left join touched on touched.campaign_key = campaign.campaign_key
    left join mart.campaign_neighbour as neighbour on neighbour.campaign_key = campaign.campaign_key
    left join mart.asked_lift(:money, :scope, :terms, :at, :as_of, :filters) as lift on lift.campaign_key = campaign.campaign_key
    where campaign.campaign_key <> 0
      and (:filters::jsonb -> 'campaign' is null or (:filters::jsonb -> 'campaign') ?| array[campaign.campaign_id, campaign.name])
      and (campaign.starts_on is null or (campaign.starts_on < :to and coalesce(campaign.ends_on, :as_of) >= :from)
          or placed.orders > 0 or spent.spend is not null)
)
select
    figures.campaign_id, figures.name as campaign, figures.channel, figures.starts_on, figures.ends_on, figures.spend,
    case when figures.is_tagged then figures.orders end as tagged_orders,
    case when figures.is_tagged then figures.net_sales end as tagged_net_sales,
    case when figures.is_tagged then figures.in_window_orders end as in_window_orders,
    case when figures.is_tagged then figures.in_window_net_sales end as in_window_net_sales,
    case when figures.is_tagged then figures.net_sales / nullif(figures.spend, 0) end as roas,
    case when figures.is_whole then figures.lift end as lift_net_sales,
    case when figures.is_whole then figures.lift - figures.half_width end as lift_low,
    case when figures.is_whole then figures.lift + figures.half_width end as lift_high,
    figures.evidence,
    nullif(concat_ws('; ',
        'the lift of ' || figures.name || ' is also that of ' || figures.within,
        'the lift of ' || figures.name || ' is held against days that had ' || figures.before), '') as note
from figures
order by figures.starts_on, figures.campaign_id collate "C"
