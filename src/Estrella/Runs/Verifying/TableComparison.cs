using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Runs.Verifying;

/// <summary>Holds one published table against its rebuilt twin, row by row, by key and by every value.</summary>
/// <param name="scope">Which published rows are compared, as SQL over <c>kept</c>; null: all.</param>
internal sealed class TableComparison(NpgsqlConnection connection, string schema, ModelFile model, IReadOnlyList<string> columns, string? scope)
{
    /// <summary>In place of a value about a person.</summary>
    public const string Withheld = "(personal)";

    private readonly IReadOnlyList<string> others = [.. columns.Except(model.Identity)];

    /// <param name="rebuilt">Rows of the twin.</param>
    /// <param name="shown">How many rows are told; all are counted.</param>
    public async Task<(VerifiedTable Table, IReadOnlyList<DifferingRow> Rows)> CompareAsync(long rebuilt, int shown, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query(), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (missing, extra, changed) = (0L, 0L, 0L);
        var rows = new List<DifferingRow>();
        while (await reader.ReadAsync(cancellation))
        {
            var kind = reader.GetString(0);
            _ = kind switch { "missing" => missing++, "extra" => extra++, _ => changed++ };
            if (rows.Count < shown && !(kind == "extra" && IsMember))
                rows.Add(Row(reader, kind));
        }
        var table = $"{schema}.{model.Name}";
        return (IsMember
            ? new VerifiedTable(table, rebuilt - missing + extra, missing, 0, changed, extra)
            : new VerifiedTable(table, rebuilt - missing + extra, missing, extra, changed, 0), rows);
    }

    // The last fact that named it is gone: the member stays, with its number.
    private bool IsMember => model.Surrogate is not null && model.Chain is null;

    private string Query()
    {
        var isKeyed = model.Kind == ModelKind.Table && model.Surrogate is null;
        var same = isKeyed
            ? string.Join(" and ", model.Key.Select(column => $"kept.{column} = fresh.{column}"))
            : $"{Rebuild.NaturalKey("kept", model.Identity)} = {Rebuild.NaturalKey("fresh", model.Identity)}";
        var differs = others.Count == 0 ? "" : $" or {Tuple("kept", others)} is distinct from {Tuple("fresh", others)}";
        var where = scope is null ? "" : $" where {scope}";
        return
            $"""
            select
                case when kept.estrella_is_there is null then 'missing' when fresh.estrella_is_there is null then 'extra' else 'changed' end,
                {Texts("kept", model.Identity)}, {Texts("fresh", model.Identity)},
                {Texts("kept", others)}, {Texts("fresh", others)},
                array[{string.Join(", ", others.Select(column => $"kept.{column} is distinct from fresh.{column}"))}]::boolean[]
            from (select kept.*, true as estrella_is_there from {schema}.{model.Name} as kept{where}) as kept
            full join (select fresh.*, true as estrella_is_there from {Beside.Of(model)} as fresh) as fresh on {same}
            where kept.estrella_is_there is null or fresh.estrella_is_there is null{differs}
            order by {string.Join(", ", model.Identity.Select(column => $"coalesce(kept.{column}, fresh.{column})"))}
            """;
    }

    private DifferingRow Row(NpgsqlDataReader reader, string kind)
    {
        var key = reader.GetFieldValue<string?[]>(kind == "missing" ? 2 : 1);
        var (published, rebuilt, differ) = (reader.GetFieldValue<string?[]>(3), reader.GetFieldValue<string?[]>(4), reader.GetFieldValue<bool[]>(5));
        return new DifferingRow(
            model, kind,
            [.. model.Identity.Select((column, at) => new DifferingCell(column, key[at], key[at]))],
            kind != "changed" ? [] : [.. others.Select((column, at) => (column, at)).Where(each => differ[each.at]).Select(each => Cell(each.column, published[each.at], rebuilt[each.at]))]);
    }

    private DifferingCell Cell(string column, string? published, string? rebuilt) => model.PersonalColumns.Contains(column)
        ? new DifferingCell(column, published is null ? null : Withheld, rebuilt is null ? null : Withheld)
        : new DifferingCell(column, published, rebuilt);

    private static string Texts(string alias, IEnumerable<string> names) =>
        $"array[{string.Join(", ", names.Select(column => $"{alias}.{column}::text collate \"C\""))}]::text[]";

    private static string Tuple(string alias, IEnumerable<string> names) => $"row({string.Join(", ", names.Select(column => $"{alias}.{column}"))})";
}

/// <summary>A row that differs, with its key and the columns that do.</summary>
internal sealed record DifferingRow(ModelFile Model, string Kind, IReadOnlyList<DifferingCell> Key, IReadOnlyList<DifferingCell> Cells);

/// <summary>A column's value on both sides, as PostgreSQL writes it.</summary>
internal sealed record DifferingCell(string Column, string? Published, string? Rebuilt);
