using System.Globalization;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Runs.Verifying;

/// <summary>
/// Tells what a surrogate key stands for, on its own side: <c>customer_no 3 (C-17), valid_from 2024-03-01</c>. The number
/// itself says nothing to a person, and a rebuilt one exists nowhere else.
/// </summary>
internal sealed class KeyMeaning(NpgsqlConnection connection, ModelFolder dimensions)
{
    private readonly Dictionary<(string Table, string Key), string> known = [];

    public async Task<IReadOnlyList<Difference>> TellAsync(string table, DifferingRow row, CancellationToken cancellation)
    {
        var key = new List<string>();
        foreach (var cell in row.Key)
            key.Add($"{cell.Column} {await TextAsync(row.Model, cell.Column, cell.Published, row.Kind == "missing", cancellation) ?? "null"}");
        var name = string.Join(", ", key);
        if (row.Cells.Count == 0)
            return [new Difference(table, row.Kind, name, null, null, null)];
        var told = new List<Difference>();
        foreach (var cell in row.Cells)
        {
            told.Add(new Difference(
                table, row.Kind, name, cell.Column,
                await TextAsync(row.Model, cell.Column, cell.Published, false, cancellation),
                await TextAsync(row.Model, cell.Column, cell.Rebuilt, true, cancellation)));
        }
        return told;
    }

    private async Task<string?> TextAsync(ModelFile model, string column, string? value, bool isRebuilt, CancellationToken cancellation)
    {
        if (value is null or "0" || model.References.FirstOrDefault(each => each.Column == column) is not { } reference)
            return value;
        var dimension = dimensions.Models.Single(each => each.Name == reference.Model);
        if (dimension.Surrogate is null)
            return value;
        var table = isRebuilt ? Beside.Of(dimension) : $"{dimensions.Schema}.{dimension.Name}";
        if (!known.TryGetValue((table, value), out var meaning))
            known[(table, value)] = meaning = await AskAsync(table, dimension, value, cancellation);
        return meaning;
    }

    /// <summary>The source's own name for what <c>customer_no</c> numbers: <c>customer_id</c>.</summary>
    private static string? NaturalId(ModelFile dimension, string column) =>
        column.EndsWith("_no", StringComparison.Ordinal) && dimension.Columns.ContainsKey(column[..^3] + "_id") ? column[..^3] + "_id" : null;

    private async Task<string> AskAsync(string table, ModelFile dimension, string value, CancellationToken cancellation)
    {
        var natural = string.Join(", ", dimension.Natural.Select(column => NaturalId(dimension, column) is { } id
            ? $"format('{column} %s (%s)', {column}, {id})"
            : $"format('{column} %s', coalesce({column}::text, 'null'))"));
        await using var command = new NpgsqlCommand($"select concat_ws(', ', {natural}) from {table} where {dimension.Surrogate} = $1", connection);
        command.Parameters.AddWithValue(long.Parse(value, CultureInfo.InvariantCulture));
        return await command.ExecuteScalarAsync(cancellation) as string ?? $"{value} ({dimension.Name} has no such row)";
    }
}
