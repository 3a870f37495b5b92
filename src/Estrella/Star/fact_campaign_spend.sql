-- fact_campaign_spend: money spent on campaigns
-- grain: one row per campaign and day of a source's report
-- key: campaign_spend_no
-- touched by: campaign_spend_no
-- from: core.campaign_spend, core.campaign, estrella.source, star.dim_campaign, star.dim_channel
-- references: campaign_key, channel_key
-- index: campaign_key, spend_date (the spend of a campaign)
-- index: spend_date (the facts of a day, by which roll-ups are rebuilt)
-- campaign_spend_no: number of the spend in core
-- campaign_key: campaign
-- channel_key: marketing channel of the campaign
-- spend_date: day
-- amount: amount spent
-- currency: ISO 4217 code; null: the shop's own
-- impressions: times shown
-- clicks: times clicked
select
    spend.campaign_spend_no,
    coalesce(dim_campaign.campaign_key, 0) as campaign_key,
    coalesce(channel.channel_key, 0) as channel_key,
    spend.day as spend_date,
    spend.amount,
    coalesce(spend.currency, source.currency) as currency,
    spend.impressions,
    spend.clicks
from core.campaign_spend as spend
join touched_campaign_spend using (campaign_spend_no)
join estrella.source using (source_no)
left join core.campaign using (campaign_no)
left join star.dim_campaign using (campaign_no)
left join star.dim_channel as channel on channel.name = campaign.channel
where not spend.is_inferred
    and not spend.is_deleted
