-- fact_touch: customers and visitors who met a campaign
-- grain: one row per touch
-- key: touch_no
-- touched by: touch_no
-- from: core.touch, core.customer_same, estrella.shop, star.dim_customer, star.dim_campaign, star.dim_channel
-- references: customer_key, campaign_key, channel_key
-- index: campaign_key, touched_date (who met a campaign)
-- index: touched_date (the facts of a day, by which roll-ups are rebuilt)
-- touch_no: number of the touch in core
-- touched_date: day, in the shop's zone
-- touched_at: when
-- customer_key: the customer as they were then; 0: unknown
-- campaign_key: campaign; 0: none
-- channel_key: marketing channel
select
    touch.touch_no,
    (touch.touched_at at time zone shop.zone)::date as touched_date,
    touch.touched_at,
    coalesce(customer.customer_key, 0) as customer_key,
    coalesce(campaign.campaign_key, 0) as campaign_key,
    coalesce(channel.channel_key, 0) as channel_key
from core.touch
join touched_touch using (touch_no)
cross join estrella.shop
left join core.customer_same as buyer on buyer.customer_no = touch.customer_no
left join star.dim_customer as customer
    on customer.customer_no = coalesce(buyer.same_no, touch.customer_no) and touch.touched_at >= customer.valid_from and touch.touched_at < customer.valid_to
left join star.dim_campaign as campaign using (campaign_no)
left join star.dim_channel as channel on channel.name = coalesce(touch.channel, campaign.channel)
where not touch.is_inferred
    and not touch.is_deleted
