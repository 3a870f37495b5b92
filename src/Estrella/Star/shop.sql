-- shop: the shop whose warehouse this is
-- grain: one row
-- key: zone
-- from: estrella.shop
-- currency: ISO 4217 code in which an amount without a currency is told; null: unknown
-- zone: IANA zone that decides on which day something happened
-- week_start: first day of the week, 1 is Monday
select
    currency,
    zone,
    week_start
from estrella.shop
