using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>A column as PostgreSQL's catalogue tells it.</summary>
/// <param name="Type">With its modifier: <c>numeric(18,4)</c>.</param>
/// <param name="Collation">Null where it is the type's own.</param>
/// <param name="IsGenerated">Computed from the others, or numbered by the table: never written.</param>
public readonly record struct ModelColumn(string Name, string Type, string? Collation, bool IsGenerated)
{
    public string Definition => $"{Name} {Type}{(Collation is null ? "" : $" collate \"{Collation}\"")}";
}

/// <summary>What the catalogue knows of a table.</summary>
internal static class ModelColumns
{
    private const string OfTable =
        """
        select
            attribute.attname,
            format_type(attribute.atttypid, attribute.atttypmod),
            case when attribute.attcollation <> type.typcollation then collation_name.collname end,
            attribute.attgenerated <> '' or attribute.attidentity <> ''
        from pg_attribute as attribute
        join pg_type as type on type.oid = attribute.atttypid
        left join pg_collation as collation_name on collation_name.oid = attribute.attcollation
        where attribute.attrelid = to_regclass($1) and attribute.attnum > 0 and not attribute.attisdropped
        order by attribute.attnum
        """;

    /// <summary>The columns of a table, in order; none where there is no such table.</summary>
    public static async Task<IReadOnlyList<ModelColumn>> ReadAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OfTable, connection);
        command.Parameters.AddWithValue(table);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var columns = new List<ModelColumn>();
        while (await reader.ReadAsync(cancellation))
        {
            columns.Add(new ModelColumn(
                reader.GetString(0), reader.GetString(1), await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2), reader.GetBoolean(3)));
        }
        return columns;
    }
}
