-- price_index: level of prices
-- grain: one row per index and month
-- key: index_name, month
-- from: core.price_index
-- index_name: name of the index; default where the source names none
-- month: first day of the month the level holds for
-- value: level, of any base
select distinct on (index_name, month)
    coalesce(index_name, 'default') as index_name,
    date_trunc('month', month)::date as month,
    value
from core.price_index
where not is_inferred
    and not is_deleted
order by index_name, month, said_at desc, price_index_id
