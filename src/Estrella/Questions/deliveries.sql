-- question: deliveries
-- en: Do our parcels arrive on time, and how late are the others?
-- es: ¿Llegan a tiempo nuestros envíos, y con cuánta demora los demás?
-- formula: on-time rate = delivered by the promised day / shipments whose promised day has come
-- formula-es: a tiempo = entregados hasta el día prometido / envíos cuyo día prometido ya llegó
-- needs: shipment
-- takes: by=month
-- covers: undated
-- facts: shipment
-- columns: lead_days_p50=number lead_days_p90=number delay_days_mean=number
-- chart: line x=period y=on_time_rate by=carrier
with parcel as (
    select
        mart.period_of(:by, shipment.day, :from) as period,
        shipment.carrier,
        shipment.lead_days,
        shipment.delay_days,
        shipment.delivered_date is not null as is_delivered,
        coalesce(shipment.promised_date <= :as_of, false) as is_due,
        coalesce(shipment.delivered_date <= shipment.promised_date, false) as is_on_time
    from mart.asked_shipments(:filters) as shipment
    where shipment.day >= :from and shipment.day < :to
),
figures as (
    select
        parcel.period,
        parcel.carrier,
        count(*) as shipments,
        count(*) filter (where parcel.is_delivered) as delivered,
        count(*) filter (where parcel.is_due) as due,
        count(*) filter (where parcel.is_due and parcel.is_on_time) as on_time,
        count(*) filter (where parcel.is_due and not parcel.is_on_time) as late,
        count(*) filter (where parcel.is_due and not parcel.is_delivered) as open_overdue,
        percentile_cont(0.5) within group (order by parcel.lead_days) as lead_days_p50,
        percentile_cont(0.9) within group (order by parcel.lead_days) as lead_days_p90,
        avg(parcel.delay_days) filter (where parcel.is_due and not parcel.is_on_time and parcel.is_delivered) as delay_days_mean
    from parcel
    group by parcel.period, parcel.carrier
)
select
    periods.period,
    figures.carrier,
    coalesce(figures.shipments, 0) as shipments,
    coalesce(figures.delivered, 0) as delivered,
    figures.on_time::numeric / nullif(figures.due, 0) as on_time_rate,
    coalesce(figures.late, 0) as late,
    coalesce(figures.open_overdue, 0) as open_overdue,
    figures.lead_days_p50,
    figures.lead_days_p90,
    figures.delay_days_mean
from mart.periods(:by, :from, :to, :data_from, :data_to) as periods
left join figures on figures.period = periods.period
order by periods.period, figures.carrier collate "und-x-icu"
