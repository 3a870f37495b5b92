-- money that is in no total, because its rate or index is not known: by currency and month
select
    coalesce(money.currency, shop.currency) as currency,
    date_trunc('month', money.order_date::timestamp)::date as month,
    sum(money.untold_row_count)::bigint as row_count
from mart.asked_money_days(:money, :scope, :basis, :terms, :at, :filters) as money
cross join mart.shop_currency as shop
where money.day >= :from and money.day < :to
  and money.untold_row_count > 0
group by 1, 2
order by 1, 2
