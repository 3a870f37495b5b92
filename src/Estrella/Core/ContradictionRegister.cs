using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>Two tellings of the same thing, and how often they disagree.</summary>
/// <param name="Amount">Money of the disagreement, as the kind says; null: counted only.</param>
public sealed record FoundContradiction(string Kind, long Compared, long Disagree, decimal? Amount, string Message);

/// <summary>
/// Compares what the exports say of the same thing. Nothing is overwritten: amounts of different origin are kept apart,
/// and every disagreement is counted here, run by run. A file a kind, in the folder beside this.
/// </summary>
public static class ContradictionRegister
{
    private const string Room = "Core/Contradictions/";

    /// <summary>Counts within the publishing transaction, and keeps the counts with the run.</summary>
    public static async Task<IReadOnlyList<FoundContradiction>> FindAsync(NpgsqlConnection publishing, int runNo, CancellationToken cancellation)
    {
        var fed = (await publishing.ListAsync(
            "select entity from estrella.fed union all select entity || '.' || field from estrella.fed_field", row => row.GetString(0), cancellation)).ToHashSet();
        var found = new List<FoundContradiction>();
        foreach (var sql in Files())
        {
            if (!Header(sql, "needs").Split(' ').All(fed.Contains))
            {
                continue;
            }
            var (kind, says) = (Header(sql, "kind"), Header(sql, "says"));
            var counted = (await publishing.ListAsync(
                sql, row => new FoundContradiction(kind, row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDecimal(2), says), cancellation)).Single();
            found.Add(counted);
            await KeepAsync(publishing, runNo, counted, cancellation);
        }
        return found;
    }

    private static async Task KeepAsync(NpgsqlConnection publishing, int runNo, FoundContradiction found, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into estrella.contradiction (run_no, kind, compared_count, agree_count, disagree_count, amount, message)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            publishing);
        foreach (var value in (object?[])[runNo, found.Kind, found.Compared, found.Compared - found.Disagree, found.Disagree, found.Amount, found.Message])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<string> Files()
    {
        var assembly = typeof(ContradictionRegister).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Room, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    private static string Header(string sql, string word) =>
        sql.Split('\n').FirstOrDefault(line => line.StartsWith($"-- {word}: ", StringComparison.Ordinal))?[(word.Length + 5)..].Trim()
            ?? throw new EstrellaException(ExitCode.Failed, $"a file of {Room} has no line '-- {word}: …'");
}
