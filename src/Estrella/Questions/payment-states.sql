-- question: payment-states
-- en: How do payments end: captured, pending, failed, refunded?
-- es: ¿Cómo terminan los pagos: cobrados, pendientes, fallidos, reembolsados?
-- formula: amount is what was tried, whatever came of it
-- formula-es: el importe es lo que se intentó, saliera como saliera
-- needs: payment
-- takes: by=all terms at
-- covers: undated
-- facts: payment
-- columns: payments_share=ratio
-- chart: stack x=period y=payments by=payment_status
with tried as (
    select
        mart.period_of(:by, payment.day, :from) as period,
        payment.payment_status,
        count(*) as payments,
        sum(payment.amount) as amount
    from mart.asked_payments('any', 'event', :terms, :at, :filters) as payment
    where payment.day >= :from and payment.day < :to
    group by 1, payment.payment_status
)
select
    tried.period,
    tried.payment_status,
    tried.payments,
    tried.payments / sum(tried.payments) over (partition by tried.period) as payments_share,
    tried.amount
from tried
order by tried.period, tried.payments desc, tried.payment_status
