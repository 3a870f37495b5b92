-- what money of orders rests on, by its origin: lines, headers or payments
select distinct behind.entity, behind.number
from (
    select
        sales.day,
        case sales.event when 'sale' then 'order_line' when 'cancel' then 'order' else 'return' end as entity,
        case sales.event when 'sale' then sales.line_no when 'cancel' then sales.order_no else sales.event_no end as number
    from mart.asked_sales(:scope, :basis, :terms, :at, :filters) as sales
    where :money = 'lines'
    union all
    select
        header.day,
        case header.event when 'return' then 'return' else 'order' end,
        case header.event when 'return' then header.event_no else header.order_no end
    from mart.asked_headers(:scope, :basis, :terms, :at, :filters) as header
    where :money = 'headers'
    union all
    select payment.day, 'payment', payment.payment_no
    from mart.asked_payments(:scope, :basis, :terms, :at, :filters) as payment
    where :money = 'payments' and payment.is_captured
) as behind
where behind.day >= :from and behind.day < :to
  and (:row::text is null or to_char(mart.period_of(:by, behind.day, :from), 'YYYY-MM-DD') = :row)
