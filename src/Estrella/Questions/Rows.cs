using System.Runtime.CompilerServices;
using Npgsql;

namespace Estrella.Questions;

/// <summary>Rows of a query as plain cells: string, DateOnly, long, decimal, bool or null.</summary>
internal static class Rows
{
    public static async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        NpgsqlConnection connection, string sql, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await foreach (var row in ReadAsync(command, cancellation))
            yield return row;
    }

    public static async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(at => Cell(reader, at))];
    }

    private static object? Cell(NpgsqlDataReader reader, int at)
    {
        if (reader.IsDBNull(at))
            return null;
        return reader.GetDataTypeName(at) switch
        {
            // -infinity: a day nobody knows
            "date" => reader.GetFieldValue<DateOnly>(at) is var day && day > DateOnly.MinValue ? day : null,
            "smallint" or "integer" or "bigint" => reader.GetFieldValue<long>(at),
            "numeric" => reader.GetFieldValue<decimal>(at),
            "boolean" => reader.GetBoolean(at),
            "double precision" or "real" => (decimal)Convert.ToDouble(reader.GetValue(at), System.Globalization.CultureInfo.InvariantCulture),
            "text" or "character varying" => reader.GetString(at),
            _ => Convert.ToString(reader.GetValue(at), System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
