using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>One problem of a row kept out, as a row of <c>estrella.quarantine</c>.</summary>
internal static class QuarantineCopy
{
    public static void Write(NpgsqlBinaryImporter copy, QuarantinedRow row, int at)
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
        if (at == 0 && row.Control is { } control)
            copy.Write(control, NpgsqlDbType.Numeric);
        else
            copy.WriteNull();
    }

    // A text column holds no NUL; the row is in quarantine for it, and must still be seen.
    private static void Write(NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null)
            copy.WriteNull();
        else
            copy.Write(value.Replace('\0', '\u2400'), NpgsqlDbType.Text);
    }
}
