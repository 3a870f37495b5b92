-- of net sales, the part whose cost is known
select sum(sales.net) filter (where sales.cost is not null) / nullif(sum(sales.net), 0) as cost_share
from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
where sales.day >= :from and sales.day < :to
