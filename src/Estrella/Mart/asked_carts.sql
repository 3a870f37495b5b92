-- asked_carts: cart lines of the asked filters, and whether an order followed within the window
-- kind: function
-- grain: one row per cart line
-- from: star.fact_cart, star.fact_sales, mart.filtered_product, mart.filtered_customer, mart.asks_product, mart.asks_place
create or replace function mart.asked_carts(window_days integer, as_of date, filters jsonb)
returns table (cart_no bigint, cart text, day date, is_converted boolean, is_over boolean)
language sql stable parallel safe
as $$
    select
        line.cart_no,
        -- without a number of its own a cart is what a customer gathered in a day
        coalesce(line.cart_number, line.customer_no || ' on ' || line.added_date) as cart,
        line.added_date as day,
        bought.cart_no is not null as is_converted,
        line.added_date + window_days <= as_of as is_over
    from star.fact_cart as line
    left join (
        select distinct waiting.cart_no
        from star.fact_cart as waiting
        join star.fact_sales as sale on sale.customer_no = waiting.customer_no and sale.product_no = waiting.product_no
        where waiting.customer_no <> 0
          and sale.event = 'sale'
          and sale.is_booked
          and sale.is_kept
          and sale.order_date between waiting.added_date and waiting.added_date + window_days
    ) as bought on bought.cart_no = line.cart_no
    left join mart.filtered_product(filters) as product on product.product_key = line.product_key
    left join mart.filtered_customer(filters) as customer on customer.customer_key = line.customer_key
    where (not mart.asks_product(filters) or product.product_key is not null)
      and (not mart.asks_place(filters) or customer.customer_key is not null)
$$;
