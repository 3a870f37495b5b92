-- fact_cart: products put into carts
-- grain: one row per cart line
-- key: cart_no
-- touched by: cart_no
-- from: core.cart, core.customer_same, core.product_same, estrella.shop, star.dim_customer, star.dim_product
-- references: customer_key, product_key
-- index: added_date (the carts of a period)
-- cart_no: number of the cart line in core
-- cart_number: the cart's own id; null: the source has none
-- customer_key: the customer as they were then; 0: unknown
-- customer_no: number of the customer in core; 0: unknown
-- product_key: the product as it was then; 0: unknown
-- product_no: number of the product in core; 0: unknown
-- added_date: day it was put in, in the shop's zone
-- added_at: when it was put in
-- quantity: pieces
select
    cart.cart_no,
    cart.cart_number,
    coalesce(customer.customer_key, 0) as customer_key,
    coalesce(buyer.same_no, cart.customer_no, 0) as customer_no,
    coalesce(product.product_key, 0) as product_key,
    coalesce(article.same_no, cart.product_no, 0) as product_no,
    (cart.added_at at time zone shop.zone)::date as added_date,
    cart.added_at,
    cart.quantity
from core.cart
join touched_cart using (cart_no)
cross join estrella.shop
left join core.customer_same as buyer on buyer.customer_no = cart.customer_no
left join core.product_same as article on article.product_no = cart.product_no
left join star.dim_customer as customer
    on customer.customer_no = coalesce(buyer.same_no, cart.customer_no) and cart.added_at >= customer.valid_from and cart.added_at < customer.valid_to
left join star.dim_product as product
    on product.product_no = coalesce(article.same_no, cart.product_no) and cart.added_at >= product.valid_from and cart.added_at < product.valid_to
where not cart.is_inferred
    and not cart.is_deleted
