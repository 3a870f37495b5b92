-- in_scope: whether an order counts: booked, paid or fulfilled, as it stands now; any: whatever its state
-- kind: function
-- grain: one value per call
create or replace function mart.in_scope(scope text, is_booked boolean, is_paid boolean, is_fulfilled boolean)
returns boolean
language sql immutable parallel safe
as $$
    select
        case scope
            when 'any' then true
            when 'paid' then is_booked and is_paid
            when 'fulfilled' then is_booked and is_fulfilled
            else is_booked
        end
$$;
