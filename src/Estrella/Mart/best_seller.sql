-- best_seller: booked sales of each product in each category it had when it was ordered, of all time, nominal
-- kind: view
-- grain: one row per category, product and currency; currencies are never added
-- from: mart.mart_product_month, star.dim_product
-- category_id: natural id of the category; null: none known
-- category: its name
-- product_no: number of the product in core
-- product_id: natural id of the product
-- product: present name of the product
-- currency: ISO 4217 code; empty: the shop's own
-- units: pieces sold less cancelled and returned
-- gross_sales: quantity times price of sales, ex tax
-- net_sales: gross less discounts less returns
-- rank: 1, 2, 3 within category and currency by units, then net sales
select
    version.category_id,
    max(version.category) as category,
    version.product_no,
    max(version.product_id) as product_id,
    max(version.name) as product,
    sold.currency,
    sum(sold.quantity) as units,
    sum(sold.gross_amount) as gross_sales,
    sum(sold.net_amount) as net_sales,
    row_number() over (
        partition by version.category_id, sold.currency
        order by sum(sold.quantity) desc, sum(sold.net_amount) desc, max(version.product_id), version.product_no
    ) as rank
from mart.mart_product_month as sold
join star.dim_product as version on version.product_key = sold.product_key
group by version.category_id, version.product_no, sold.currency
