-- question: sign-ups
-- en: How many customers sign up?
-- es: ¿Cuántos clientes se registran?
-- needs: customer.registered_at
-- takes: by=month
-- where: country region city
-- facts: customer
-- chart: bars x=period y=sign_ups
with signed as (
    select mart.period_of(:by, customer.registered_date, :from) as period, count(*) as sign_ups
    from star.dim_customer as customer
    join mart.filtered_customer(:filters) as wanted on wanted.customer_key = customer.customer_key
    where customer.valid_to = 'infinity'
      and customer.customer_no <> 0
      and customer.registered_date >= :from and customer.registered_date < :to
    group by 1
)
select
    periods.period,
    coalesce(signed.sign_ups, 0) as sign_ups
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join signed on signed.period = periods.period
order by periods.period
