-- payment attempts
select 'payment' as entity, payment.payment_no as number
from mart.asked_payments('any', 'event', :terms, :at, :filters) as payment
join star.dim_payment_method as method on method.payment_method_key = payment.payment_method_key
where payment.day >= :from and payment.day < :to
  and (:row::text is null or string_to_array(:row, '|') <@ array[
      to_char(mart.period_of(:by, payment.day, :from), 'YYYY-MM-DD'), method.name, method.payment_method_id])
