-- asked_orders: orders placed, of the asked scope, filters and universe
-- kind: function
-- grain: one row per order
-- from: star.fact_order, star.fact_payment, mart.in_scope, mart.filtered_order, mart.filtered_basket
-- from: mart.asks_product, mart.asks_order
create or replace function mart.asked_orders(money text, scope text, filters jsonb)
returns table (
    order_no bigint, order_id text, order_date date, ordered_at timestamptz, customer_no bigint, geography_key bigint,
    campaign_key bigint, status_key bigint, is_kept boolean)
language sql stable parallel safe
as $$
    -- universe: lines: orders with a line; headers: with a total; payments: with a captured payment; all: every order
    select
        placed.order_no,
        placed.order_id,
        -- a sale's day is its order's; asked by it, months that are not meant are not read
        placed.event_date,
        placed.ordered_at,
        placed.customer_no,
        placed.geography_key,
        placed.campaign_key,
        placed.status_key,
        placed.is_kept
    from star.fact_order as placed
    left join (
        select distinct payment.order_no from star.fact_payment as payment where payment.is_captured
    ) as captured on captured.order_no = placed.order_no
    left join mart.filtered_basket(filters) as basket on basket.order_no = placed.order_no
    left join mart.filtered_order(filters) as wanted on wanted.order_no = placed.order_no
    where placed.event = 'sale'
      and mart.in_scope(scope, placed.is_booked, placed.is_paid, placed.is_fulfilled)
      and case money
          when 'lines' then placed.line_count > 0
          when 'headers' then placed.header_net is not null
          when 'payments' then captured.order_no is not null
          else true
      end
      and (not mart.asks_product(filters) or basket.order_no is not null)
      and (not mart.asks_order(filters) or wanted.order_no is not null)
$$;
