-- lift_interval: how far the lift of a window may be from the truth by chance, 95 %, either way
-- kind: function
-- grain: one value per call
create or replace function mart.lift_interval(days integer, repeats numeric, residual_squares numeric, week_deviation numeric)
returns numeric
language sql immutable parallel safe
as $$
    -- days: of the window; repeats: sum over weekdays of (days of the window)^2 / 4; both from 28 days before it.
    -- Two readings of those 28 days, the wider one counts. By days: 21 degrees of freedom are left when seven weekday
    -- means are taken, t = 2.080; the window's own days vary, and so do the means. By weeks: four weekly totals, three
    -- degrees of freedom, t = 3.182: it catches what days hide, weeks that drift or hang together.
    select
        greatest(
            2.080 * sqrt(residual_squares / 21 * (days + repeats)),
            3.182 * week_deviation * sqrt(days / 7.0 + (days / 7.0) ^ 2 / 4))
$$;
