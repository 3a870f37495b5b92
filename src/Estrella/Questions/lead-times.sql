-- question: lead-times
-- en: How many days pass from the order to the door, and where do they go?
-- es: ¿Cuántos días pasan del pedido a la puerta, y dónde se van?
-- formula: process = shipped - ordered; transit = delivered - shipped; lead = delivered - ordered; whole days; p50, p90, p95 = half, nine and nineteen of twenty take no longer
-- formula-es: hasta despachar = despachado - pedido; en camino = entregado - despachado; entrega = entregado - pedido; días enteros; p50, p90, p95 = la mitad, nueve de diez y diecinueve de veinte no tardan más
-- needs: shipment
-- takes: by=all
-- covers: undated
-- facts: shipment
-- columns: process_days_p50=number process_days_p90=number transit_days_p50=number transit_days_p90=number lead_days_p50=number lead_days_p90=number lead_days_p95=number
-- chart: bands x=carrier y=lead_days_p50,lead_days_p90,lead_days_p95
with parcel as (
    select
        mart.period_of(:by, asked.day, :from) as period,
        asked.carrier,
        shipment.shipped_date - asked.ordered_date as process_days,
        asked.delivered_date - shipment.shipped_date as transit_days,
        asked.lead_days,
        -- still on its way: how long it takes is not known, only how long it has taken
        case when asked.delivered_date is null then :as_of::date - asked.ordered_date end as open_days
    from mart.asked_shipments(:filters) as asked
    join star.fact_shipment as shipment on shipment.shipment_no = asked.shipment_no
    where asked.day >= :from and asked.day < :to
),
bands as (
    select
        parcel.period,
        parcel.carrier,
        count(*) as shipments,
        count(parcel.lead_days) as delivered,
        percentile_cont(0.5) within group (order by parcel.process_days) as process_days_p50,
        percentile_cont(0.9) within group (order by parcel.process_days) as process_days_p90,
        percentile_cont(0.5) within group (order by parcel.transit_days) as transit_days_p50,
        percentile_cont(0.9) within group (order by parcel.transit_days) as transit_days_p90,
        percentile_cont(0.5) within group (order by parcel.lead_days) as lead_days_p50,
        percentile_cont(0.9) within group (order by parcel.lead_days) as lead_days_p90,
        percentile_cont(0.95) within group (order by parcel.lead_days) as lead_days_p95
    from parcel
    group by parcel.period, parcel.carrier
),
-- open parcels older than nine of ten delivered ones took
waiting as (
    select bands.period, bands.carrier, count(*) as open_beyond_p90
    from bands
    join parcel on parcel.period = bands.period and parcel.carrier is not distinct from bands.carrier
    where parcel.open_days > bands.lead_days_p90
    group by bands.period, bands.carrier
)
select
    bands.period,
    bands.carrier,
    bands.shipments,
    bands.delivered,
    bands.process_days_p50,
    bands.process_days_p90,
    bands.transit_days_p50,
    bands.transit_days_p90,
    bands.lead_days_p50,
    bands.lead_days_p90,
    bands.lead_days_p95,
    case when bands.lead_days_p90 is not null then coalesce(waiting.open_beyond_p90, 0) end as open_beyond_p90
from bands
left join waiting on waiting.period = bands.period and waiting.carrier is not distinct from bands.carrier
order by bands.period, bands.carrier collate "und-x-icu"
