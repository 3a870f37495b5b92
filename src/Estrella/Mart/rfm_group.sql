-- rfm_group: what a customer is called who ordered as lately and as much as the scores say
-- kind: function
-- grain: one value per call
create or replace function mart.rfm_group(recency integer, frequency_money integer)
returns text
language sql immutable parallel safe
as $$
    select case
        when recency = 5 and frequency_money >= 4 then 'champions'
        when recency >= 3 and frequency_money >= 4 then 'loyal'
        when recency >= 4 and frequency_money >= 2 then 'potential loyalists'
        when recency = 5 then 'new'
        when recency = 4 then 'promising'
        when recency = 3 and frequency_money = 3 then 'need attention'
        when recency = 3 then 'about to sleep'
        when frequency_money = 5 then 'cannot lose'
        when frequency_money >= 3 then 'at risk'
        else 'hibernating'
    end
$$;
