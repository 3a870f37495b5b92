using Npgsql;

namespace Estrella.Questions;

/// <summary>
/// Rows that lie in core until their day is known, by the fact they would be. Only here the engine looks below the star,
/// which by its nature does not hold them; who may not read core gets no figure.
/// </summary>
internal static class UndatedRows
{
    private static readonly Dictionary<string, (string Table, string Query)> ByFact = new()
    {
        ["sales"] = ("core.order_line", "select line.order_line_no from core.order_line as line left join core.\"order\" as placed on placed.order_no = line.order_no where not line.is_inferred and not line.is_deleted and placed.ordered_at is null"),
        ["order"] = ("core.order", "select order_no from core.\"order\" where not is_inferred and not is_deleted and ordered_at is null"),
        ["header"] = ("core.order", "select order_no from core.\"order\" where not is_inferred and not is_deleted and ordered_at is null"),
        ["payment"] = ("core.payment", "select payment_no from core.payment where not is_inferred and not is_deleted and paid_at is null"),
        ["shipment"] = ("core.shipment", "select shipment_no from core.shipment where not is_inferred and not is_deleted and shipped_at is null and delivered_at is null"),
        ["cart"] = ("core.cart", "select cart_no from core.cart where not is_inferred and not is_deleted and added_at is null"),
        ["review"] = ("core.review", "select review_no from core.review where not is_inferred and not is_deleted and reviewed_at is null"),
    };

    /// <summary>The query for the facts of a question; null: there is nothing to count or it may not be read.</summary>
    public static async Task<string?> SqlAsync(NpgsqlConnection connection, QuestionFile question, string money, CancellationToken cancellation)
    {
        var queries = new List<string>();
        foreach (var fact in Resolving.Facts(question, money).Distinct())
        {
            if (ByFact.TryGetValue(fact, out var undated) && await IsReadableAsync(connection, undated.Table, cancellation))
                queries.Add($"({undated.Query})");
        }
        return queries.Count == 0 ? null : $"select count(*) as undated_rows from ({string.Join(" union all ", queries)}) as undated";
    }

    private static async Task<bool> IsReadableAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        var (schema, name) = (table.Split('.')[0], table.Split('.')[1]);
        await using var command = new NpgsqlCommand(
            """
            select coalesce((
                select has_schema_privilege(space.oid, 'usage') and has_table_privilege(relation.oid, 'select')
                from pg_class as relation
                join pg_namespace as space on space.oid = relation.relnamespace
                where space.nspname = $1 and relation.relname = $2), false)
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(name);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
