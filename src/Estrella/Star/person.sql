-- person: customers of several sources who are one person, with what holds of them today
-- grain: one row per person that several sources tell of
-- key: customer_no
-- touched by: customer_no
-- from: core.customer, core.customer_same, estrella.source
-- personal: first_name, last_name, email, phone, tax_number
-- customer_no: the lowest of their numbers in core, the one the star knows the person by
-- customer_id: natural id of the one whose word counts most, as its source writes it
-- source: source that scopes the id
-- is_inferred: no export has said who it is
-- first_name: given name
-- last_name: family name, said together with the given one
-- email: e-mail
-- phone: telephone
-- tax_number: identity or tax document
-- registered_at: when the customer signed up first
with ranked as (
    select
        same.same_no, customer.*, source.name as source, source.authority,
        -- whose word counts, else who said it last; never who arrived first
        row_number() over (
            partition by same.same_no
            order by is_inferred, is_deleted, (authority ->> 'customer.last_name')::int nulls last, said_at desc, source.name collate "C", customer_id
        ) as turn
    from core.customer_same as same
    join touched_customer on touched_customer.customer_no = same.same_no
    join core.customer on customer.customer_no = same.customer_no
    join estrella.source using (source_no)
)

select
    same_no as customer_no,
    (array_agg(customer_id order by turn))[1] as customer_id,
    (array_agg(source order by turn))[1] as source,
    bool_and(is_inferred) as is_inferred,
    (array_agg(first_name order by turn) filter (where num_nonnulls(first_name, last_name) > 0))[1] as first_name,
    (array_agg(last_name order by turn) filter (where num_nonnulls(first_name, last_name) > 0))[1] as last_name,
    (array_agg(email order by (authority ->> 'customer.email')::int nulls last, turn) filter (where email is not null))[1] as email,
    (array_agg(phone order by (authority ->> 'customer.phone')::int nulls last, turn) filter (where phone is not null))[1] as phone,
    (array_agg(tax_number order by (authority ->> 'customer.tax_number')::int nulls last, turn) filter (where tax_number is not null))[1] as tax_number,
    min(registered_at) as registered_at
from ranked
group by same_no
