-- question: payments
-- en: What was paid, by which method, and how often does paying fail?
-- es: ¿Cuánto se cobró, por qué medio, y con qué frecuencia falla el pago?
-- formula: collected = captured - refunded; success rate = attempts that came in / attempts decided
-- formula-es: cobrado neto = cobrado - reembolsado; tasa de éxito = intentos que entraron / intentos decididos
-- needs: payment
-- takes: by=month terms at
-- covers: undated
-- facts: payment
-- rows: payments period payment_method
-- chart: stack x=period y=collected_amount by=payment_method
with tried as (
    select
        mart.period_of(:by, payment.day, :from) as period,
        payment.payment_method_key,
        count(*) as payments,
        sum(payment.captured) as captured_amount,
        sum(payment.refunded) as refunded_amount,
        count(*) filter (where payment.payment_status = 'failed') as failed,
        count(*) filter (where payment.is_captured) as came_in,
        count(*) filter (where payment.is_decided) as decided
    from mart.asked_payments('any', 'event', :terms, :at, :filters) as payment
    where payment.day >= :from and payment.day < :to
    group by 1, payment.payment_method_key
),
-- two sources may call the same way to pay by one name
by_method as (
    select
        tried.period,
        coalesce(method.name, nullif(method.payment_method_id, '')) as payment_method,
        sum(tried.payments)::bigint as payments,
        sum(tried.captured_amount) as captured_amount,
        sum(tried.refunded_amount) as refunded_amount,
        sum(tried.failed)::bigint as failed,
        sum(tried.came_in) as came_in,
        sum(tried.decided) as decided
    from tried
    join star.dim_payment_method as method on method.payment_method_key = tried.payment_method_key
    group by tried.period, 2
)
select
    periods.period,
    by_method.payment_method,
    coalesce(by_method.payments, 0) as payments,
    case when by_method.period is null then 0 else by_method.captured_amount end as captured_amount,
    case when by_method.period is null then 0 else by_method.refunded_amount end as refunded_amount,
    case when by_method.period is null then 0 else by_method.captured_amount - by_method.refunded_amount end as collected_amount,
    coalesce(by_method.failed, 0) as failed,
    by_method.came_in / nullif(by_method.decided, 0) as success_rate,
    case
        when sum(by_method.payments - by_method.decided) over () > 0
            then sum(by_method.payments - by_method.decided) over () || ' attempts are not decided yet and count in no success_rate'
    end as note
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join by_method on by_method.period = periods.period
order by periods.period, by_method.payment_method collate "und-x-icu"
