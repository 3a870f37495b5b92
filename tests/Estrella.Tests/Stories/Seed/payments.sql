select
    to_char(date_trunc('month', payment.fechapago::date), 'YYYY-MM-DD') as period, method.nombre as payment_method,
    count(*) as payments,
    round(coalesce(sum(monto::numeric) filter (where estadopago in ('Pagado', 'Reembolsado')), 0), 2) as captured_amount,
    round(coalesce(sum(monto::numeric) filter (where estadopago = 'Reembolsado'), 0), 2) as refunded_amount,
    round(coalesce(sum(monto::numeric) filter (where estadopago = 'Pagado'), 0), 2) as collected_amount,
    count(*) filter (where estadopago = 'Fallido') as failed,
    round(count(*) filter (where estadopago in ('Pagado', 'Reembolsado'))::numeric
        / nullif(count(*) filter (where estadopago <> 'Procesando'), 0), 6) as success_rate
from raw.historial_pagos as payment
join raw.metodos_pago as method on method.row_no = payment.metodopagoid::int
group by 1, 2
