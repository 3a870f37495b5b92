-- shop_currency: the currency figures are told in unless another is asked for
-- kind: materialized view
-- grain: one row
-- key: is_only
-- from: star.shop, mart.mart_order_month
-- is_only: always true; there is one shop
-- currency: the shop's own; where nobody said it, the only one its booked orders name; null: unknown
-- zone: the time zone its days begin in
select
    true as is_only,
    coalesce(max(shop.currency), max(named.currency)) as currency,
    max(shop.zone) as zone
from (
    -- two currencies, or some orders that name none: none of them is the shop's
    select min(sale.currency) as currency
    from mart.mart_order_month as sale
    -- not read where the shop says its currency
    where not exists (select from star.shop as told where told.currency is not null)
    having min(sale.currency) = max(sale.currency) and min(sale.currency) <> ''
) as named
full join star.shop as shop on true
