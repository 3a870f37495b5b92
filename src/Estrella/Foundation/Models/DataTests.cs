using System.Text;
using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>Runs data tests: queries for the bad rows.</summary>
public static class DataTests
{
    private const int RowsShown = 5;

    /// <summary>Runs every test; one that finds rows fails them all, with the rows.</summary>
    /// <param name="everything">A build of everything, in which joins to the touched keys say nothing.</param>
    /// <exception cref="EstrellaException">Exit code 5: the totals differ.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, IEnumerable<DataTest> tests, CancellationToken cancellation, bool everything = false)
    {
        var faults = new List<string>();
        foreach (var test in tests)
        {
            if (await FaultAsync(connection, everything ? test with { Sql = WholeBuild.Of(test.Sql) } : test, cancellation) is { } fault)
                faults.Add(fault);
        }
        if (faults.Count > 0)
            throw new EstrellaException(ExitCode.TotalsDiffer, string.Join('\n', faults), "nothing was published; the rows above contradict a promise of the model");
    }

    private static async Task<string?> FaultAsync(NpgsqlConnection connection, DataTest test, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(test.Sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var text = new StringBuilder();
        var rows = 0;
        while (await reader.ReadAsync(cancellation))
        {
            if (++rows <= RowsShown)
                text.Append("\n    ").AppendJoin(", ", Enumerable.Range(0, reader.FieldCount).Select(at => $"{reader.GetName(at)} {Shown(reader, at)}"));
        }
        return rows == 0 ? null : $"{test.Name}: {rows} bad row{(rows == 1 ? "" : "s")}, expected none{text}";
    }

    private static string Shown(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "null" : reader.GetValue(column).ToString()!;
}
