using Npgsql;

namespace Estrella.Tests.Stories.Histories;

/// <summary>What a database holds of each shop, by natural keys, as lines of text.</summary>
internal static class WarehouseRows
{
    private const string Zone = "'America/Argentina/Buenos_Aires'";

    public static async Task<ILookup<string, string>> ReadAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql(), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string Source, string Line)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows.OrderBy(row => row.Line, StringComparer.Ordinal).ToLookup(row => row.Source, row => row.Line);
    }

    private static string Sql() => $"""
        with customer_version as (
            select customer_key, case when customer_key = 0 then '-' else customer_id || '@' || {Time("valid_from")} end as told from star.dim_customer
        ),
        product_version as (
            select product_key, case when product_key = 0 then '-' else product_id || '@' || {Time("valid_from")} end as told from star.dim_product
        )
        {string.Join("\nunion all ", ShopFields.Of.Keys.Select(Core))}
        union all
        select source, concat_ws(' | ', 'dim_customer', customer_id, {Time("valid_from")}, {Time("valid_to")},
            {Text("city")} || ' ' || {Gone}, {Text("email")})
        from star.dim_customer where customer_key > 0
        union all
        select source, concat_ws(' | ', 'dim_product', product_id, {Time("valid_from")}, {Time("valid_to")}, {Text("brand")} || ' ' || {Gone} || ' ' || {Text("category_id")}, {Text("category_path")})
        from star.dim_product where product_key > 0
        union all
        select source.name, concat_ws(' | ', 'product_price', product.product_id, {Time("valid_from")}, {Time("valid_to")}, {Number("price.price")}, {Number("price.cost")})
        from star.product_price as price
        join core.product using (product_no)
        join estrella.source using (source_no)
        union all
        select source, concat_ws(' | ', 'fact_order', order_id, event, event_date, told, {Number("total_amount")}, {Number("header_returned")}, line_count || ' lines')
        from star.fact_order join customer_version using (customer_key)
        union all
        select source.name, concat_ws(' | ', 'fact_sales', ordered.order_id, line_id, event, event_date, customer.told, product.told,
            {Number("quantity")}, {Number("net_amount")}, {Number("cost_amount")} || case when is_cost_imputed then ' imputed' else '' end)
        from star.fact_sales as sales
        join core."order" as ordered using (order_no)
        join estrella.source using (source_no)
        join customer_version as customer using (customer_key)
        join product_version as product using (product_key)
        union all
        select source.name, concat_ws(' | ', 'fact_payment', said.payment_id, fact.order_id, paid_date, told, payment_status,
            {Number("fact.amount")}, {Number("captured_amount")}, {Number("refunded_amount")})
        from star.fact_payment as fact
        join core.payment as said using (payment_no)
        join estrella.source using (source_no)
        join customer_version using (customer_key)
        union all
        select source.name, concat_ws(' | ', 'fact_shipment', said.shipment_id, ordered.order_id, ordered_date, shipped_date, told, {Text("carrier.name")})
        from star.fact_shipment as fact
        join core.shipment as said using (shipment_no)
        join core."order" as ordered on ordered.order_no = fact.order_no
        join estrella.source on source.source_no = said.source_no
        join customer_version using (customer_key)
        left join star.dim_carrier as carrier using (carrier_key)
        """;

    private static string Core(string entity)
    {
        var cells = ShopFields.Of[entity].Select(field => ShopFields.References.FirstOrDefault(each => each.Entity == entity && each.Field == field) is { Parent: { } parent }
            ? $"(select {Text(parent + "_id")} from core.\"{parent}\" as parent where parent.{parent}_no = said.{field}_no)".Replace("coalesce(", "coalesce(parent.")
            : field.EndsWith("_at", StringComparison.Ordinal) ? Time("said." + field)
            : field is "price" or "cost" or "total" or "quantity" or "unit_price" or "amount" ? Number("said." + field)
            : Text("said." + field));
        cells = cells.Select(cell => $"coalesce({cell}, '-')");
        return $"""
            select source.name, concat_ws(' | ', 'core.{entity}', said.{entity}_id, {string.Join(", ", cells)}, case when is_inferred then 'inferred' else {Gone} end)
            from core."{entity}" as said join estrella.source using (source_no)
            """;
    }

    private const string Gone = "case when is_deleted then 'gone' else 'here' end";

    private static string Time(string column) =>
        $"case when isfinite({column}) then to_char({column} at time zone {Zone}, 'YYYY-MM-DD HH24:MI') else {column}::text end";

    private static string Number(string column) => $"coalesce(trim_scale({column})::text, '-')";

    private static string Text(string column) => $"coalesce({column}::text, '-')";
}
