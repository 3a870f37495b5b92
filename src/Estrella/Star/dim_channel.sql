-- dim_channel: channels, of sales and of marketing
-- grain: one row per channel
-- key: channel_key
-- natural: name
-- from: core.order, core.campaign, core.touch
-- channel_key: surrogate key; 0 is an unknown channel
-- name: name, as the sources write it
select channel as name
from core.order
join touched_order using (order_no)
where channel is not null
union
select channel
from core.campaign
where channel is not null
union
select channel
from core.touch
join touched_touch using (touch_no)
where channel is not null
