-- dim_payment_method: ways to pay
-- grain: one row per payment method of a source
-- key: payment_method_key
-- natural: payment_method_no
-- from: core.payment_method, estrella.source
-- payment_method_key: surrogate key; 0 is an unknown way to pay
-- payment_method_no: number of the payment method in core
-- payment_method_id: natural id, as the source writes it
-- source: source that scopes the id
-- name: name; its id where it has none
-- description: description
select
    method.payment_method_no,
    method.payment_method_id,
    source.name as source,
    coalesce(method.name, method.payment_method_id) as name,
    method.description
from core.payment_method as method
join estrella.source using (source_no)
