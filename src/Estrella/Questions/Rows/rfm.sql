-- the customers of a cell of scores, such as 5|3, or of a group
select 'customer' as entity, rated.customer_no as number
from mart.asked_rfm(:money, :scope, :terms, :at, least(:to::date - 1, :as_of::date), :filters) as rated
where :row::text is null
   or :row in (rated.recency || '|' || rated.frequency_money, mart.rfm_group(rated.recency, rated.frequency_money))
