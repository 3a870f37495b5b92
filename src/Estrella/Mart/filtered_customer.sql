-- filtered_customer: customer versions that --where lets through by where they live
-- kind: function
-- grain: one row per customer version
-- from: star.dim_customer, star.dim_geography
create or replace function mart.filtered_customer(filters jsonb)
returns table (customer_key bigint)
language sql stable parallel safe
as $$
    select customer.customer_key
    from star.dim_customer as customer
    left join star.dim_geography as place on place.geography_key = customer.geography_key
    where (filters -> 'country' is null or (filters -> 'country') ? place.country)
      and (filters -> 'region' is null or (filters -> 'region') ? place.region)
      and (filters -> 'city' is null or (filters -> 'city') ? place.city)
$$;
