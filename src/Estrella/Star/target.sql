-- target: what the shop wants to reach
-- grain: one row per target of a source
-- key: target_no
-- from: core.target
-- target_no: number of the target in core
-- period: first day of the period
-- metric: name of the figure, such as net_sales
-- channel: sales channel it is for; null: all
-- category: name of the category it is for; null: all
-- value: the figure wanted
select
    target_no,
    period,
    metric,
    channel,
    category,
    value
from core.target
where not is_inferred
    and not is_deleted
