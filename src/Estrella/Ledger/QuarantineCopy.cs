using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>Copies rows kept out, and rows set aside, into the ledger.</summary>
internal static class QuarantineCopy
{
    public static async Task WriteAsync(NpgsqlConnection connection, IEnumerable<QuarantinedRow> rows, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy estrella.quarantine (file_no, line, problem_no, position, column_name, value, rule, message, remedy, raw, control, cells, row_number, counted_ids) from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            for (var problem = 0; problem < row.Problems.Count; problem++)
                Write(copy, row, problem);
        }
        await copy.CompleteAsync(cancellation);
    }

    public static async Task WriteAsync(NpgsqlConnection connection, IEnumerable<SetAsideRow> rows, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy estrella.set_aside (file_no, line, raw, control) from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(row.FileNo, NpgsqlDbType.Integer);
            copy.Write(row.Line, NpgsqlDbType.Integer);
            Write(copy, row.Raw);
            Write(copy, row.Control);
        }
        await copy.CompleteAsync(cancellation);
    }

    private static void Write(NpgsqlBinaryImporter copy, QuarantinedRow row, int at)
    {
        var problem = row.Problems[at];
        copy.StartRow();
        copy.Write(row.FileNo, NpgsqlDbType.Integer);
        copy.Write(row.Line, NpgsqlDbType.Integer);
        copy.Write(at + 1, NpgsqlDbType.Integer);
        if (problem.Position is { } position)
            copy.Write(position, NpgsqlDbType.Integer);
        else
            copy.WriteNull();
        Write(copy, problem.Column);
        Write(copy, problem.Value);
        Write(copy, problem.Rule);
        Write(copy, problem.Message);
        Write(copy, problem.Remedy);
        Write(copy, at == 0 ? row.Raw : null);
        Write(copy, at == 0 ? row.Control : null);
        Write(copy, at == 0 ? row.Cells : null);
        if (at == 0 && row.RowNumber is { } number)
            copy.Write(number, NpgsqlDbType.Bigint);
        else
            copy.WriteNull();
        Write(copy, at == 0 && row.CountedIds.Count > 0 ? row.CountedIds : null);
    }

    private static void Write(NpgsqlBinaryImporter copy, IReadOnlyList<string>? texts)
    {
        if (texts is null)
            copy.WriteNull();
        else
            copy.Write(texts.Select(text => text.Replace('\0', '\u2400')).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
    }

    // A text column holds no NUL; the row is in quarantine for it, and must still be seen.
    private static void Write(NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null)
            copy.WriteNull();
        else
            copy.Write(value.Replace('\0', '\u2400'), NpgsqlDbType.Text);
    }

    private static void Write(NpgsqlBinaryImporter copy, decimal? value)
    {
        if (value is { } amount)
            copy.Write(amount, NpgsqlDbType.Numeric);
        else
            copy.WriteNull();
    }
}
