-- campaign_neighbour: campaigns and sales events that fall into a campaign's window, or into the 28 days it is held against
-- kind: view
-- grain: one row per campaign that has such neighbours
-- from: star.dim_campaign, star.calendar_event
-- campaign_key: the campaign
-- within: names of what else happened in its window; null: nothing
-- before: names of what else happened in the 28 days before; null: nothing
with happening as (
    select 'c' || campaign.campaign_key as id, coalesce(campaign.name, campaign.campaign_id) as name, campaign.starts_on, campaign.ends_on
    from star.dim_campaign as campaign
    union all
    select 'e' || event.name, event.name, event.starts_on, coalesce(event.ends_on, event.starts_on)
    from star.calendar_event as event
    where event.kind is distinct from 'holiday'
)
select
    campaign.campaign_key,
    string_agg(other.name, ', ' order by other.starts_on, other.name) filter (where other.ends_on >= campaign.starts_on) as within,
    string_agg(other.name, ', ' order by other.starts_on, other.name) filter (where other.starts_on < campaign.starts_on) as before
from star.dim_campaign as campaign
join happening as other
    on other.id <> 'c' || campaign.campaign_key
    and other.starts_on <= campaign.ends_on
    and other.ends_on >= campaign.starts_on - 28
group by campaign.campaign_key
