-- dim_campaign: campaigns
-- grain: one row per campaign of a source
-- key: campaign_key
-- natural: campaign_no
-- from: core.campaign, estrella.source
-- campaign_key: surrogate key; 0 is no campaign, or an unknown one
-- campaign_no: number of the campaign in core
-- campaign_id: natural id, as the source writes it
-- source: source that scopes the id
-- name: name; its id where it has none
-- channel: marketing channel: search, social, email
-- starts_on: first day
-- ends_on: last day, included
select
    campaign.campaign_no,
    campaign.campaign_id,
    source.name as source,
    coalesce(campaign.name, campaign.campaign_id) as name,
    campaign.channel,
    campaign.starts_on,
    campaign.ends_on
from core.campaign
join estrella.source using (source_no)
