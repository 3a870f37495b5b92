using System.Reflection;
using System.Text.RegularExpressions;
using Estrella.Foundation.Models;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>Where what was said disagrees with itself.</summary>
/// <param name="Kind">Name of the comparison, such as <c>header-lines</c>.</param>
/// <param name="Amount">Money of the disagreement, as the message says; null where it is counted only.</param>
/// <param name="Message">What disagrees, and what the amount is.</param>
public sealed record Contradiction(string Kind, long Compared, long Agreeing, long Disagreeing, decimal? Amount, string Message);

/// <summary>
/// Compares what exports say of the same thing and keeps the counts of each run; nothing is overwritten. Each comparison
/// is a query of its own in <c>Ledger/Contradictions</c>; one whose entities no export feeds is not made.
/// </summary>
public static partial class ContradictionRegister
{
    /// <summary>Makes every comparison.</summary>
    public static Task<IReadOnlyList<Contradiction>> FillAsync(NpgsqlConnection publishing, int runNo, CancellationToken cancellation = default) =>
        FillAsync(publishing, runNo, null, [], null, cancellation);

    /// <summary>Fills <c>estrella.contradiction</c> for the run, within the publishing transaction, after core was merged.</summary>
    /// <param name="changed">
    /// Entities the run changed: a comparison of others is taken over from the last published run. Null: all are made.
    /// </param>
    /// <param name="told">What files say against themselves, as their reader found it.</param>
    /// <param name="database">
    /// Where what was published before can still be read: a small change is compared before and after for the orders it
    /// touches, and the difference added to what the last run found. Null: comparisons are made of everything.
    /// </param>
    public static async Task<IReadOnlyList<Contradiction>> FillAsync(
        NpgsqlConnection publishing, int runNo, IReadOnlySet<string>? changed, IEnumerable<Contradiction> told, string? database,
        CancellationToken cancellation = default)
    {
        var fed = await FedAsync(publishing, cancellation);
        var last = changed is null ? [] : await LastAsync(publishing, cancellation);
        await using var delta = changed is null || database is null ? null : await ContradictionDelta.OpenAsync(publishing, database, changed, cancellation);
        var register = new List<Contradiction>();
        foreach (var comparison in Comparisons.Where(each => each.Needs.All(any => any.Any(fed.Contains))))
        {
            var isKept = changed is not null && !comparison.Entities.Any(changed.Contains) && last.ContainsKey(comparison.Kind);
            var found = isKept ? last[comparison.Kind]
                : delta is not null && last.TryGetValue(comparison.Kind, out var before) && delta.Covers(comparison.Entities)
                    ? await delta.AddAsync(before, comparison.Sql, cancellation)
                    : await CompareAsync(publishing, comparison, cancellation);
            if (found.Compared == 0)
                continue;
            register.Add(found);
        }
        register.AddRange(told);
        foreach (var found in register)
            await WriteAsync(publishing, runNo, found, cancellation);
        return register;
    }

    private static async Task WriteAsync(NpgsqlConnection publishing, int runNo, Contradiction found, CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into estrella.contradiction (run_no, kind, compared_count, agree_count, disagree_count, amount, message)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, publishing);
        insert.Parameters.Add(new() { Value = runNo });
        insert.Parameters.Add(new() { Value = found.Kind });
        insert.Parameters.Add(new() { Value = found.Compared });
        insert.Parameters.Add(new() { Value = found.Agreeing });
        insert.Parameters.Add(new() { Value = found.Disagreeing });
        insert.Parameters.Add(new() { Value = (object?)found.Amount ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric });
        insert.Parameters.Add(new() { Value = found.Message });
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    private static IReadOnlyList<Comparison> Comparisons { get; } = Load();

    /// <summary>A comparison as its file tells it.</summary>
    /// <param name="Needs">All of these must be fed; of each, any one.</param>
    /// <param name="Entities">Those its query reads.</param>
    private sealed record Comparison(string Kind, string Sentence, IReadOnlyList<string[]> Needs, IReadOnlyList<string> Entities, string Sql);

    [GeneratedRegex("core\\.\"?([a-z_]+)")]
    private static partial Regex CoreTable { get; }

    private static List<Comparison> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Ledger/Contradictions/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var sql = reader.ReadToEnd();
                string Header(string word) => sql.Split('\n').FirstOrDefault(line => line.StartsWith($"-- {word}: ", StringComparison.Ordinal))?[(word.Length + 5)..].Trim()
                    ?? throw new InvalidOperationException($"{name} has no header '-- {word}:'");
                return new Comparison(
                    Header("contradiction"), Header("en"), [.. Header("needs").Split(", ").Select(need => need.Split(" or "))],
                    [.. CoreTable.Matches(sql).Select(match => match.Groups[1].Value).Distinct()], sql);
            })];
    }

    private static async Task<HashSet<string>> FedAsync(NpgsqlConnection publishing, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            "select entity from estrella.fed union all select entity || '.' || field from estrella.fed_field", publishing);
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        var fed = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            fed.Add(reader.GetString(0));
        return fed;
    }

    private static async Task<Dictionary<string, Contradiction>> LastAsync(NpgsqlConnection publishing, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            """
            select kind, compared_count, agree_count, disagree_count, amount, message
            from estrella.contradiction
            where run_no = (select max(run_no) from estrella.run where is_published)
            """, publishing);
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        var last = new Dictionary<string, Contradiction>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            last[reader.GetString(0)] = new Contradiction(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetDecimal(4), reader.GetString(5));
        return last;
    }

    private static async Task<Contradiction> CompareAsync(NpgsqlConnection publishing, Comparison comparison, CancellationToken cancellation)
    {
        var (compared, disagreeing, amount) = await CountAsync(publishing, WholeBuild.Of(comparison.Sql), cancellation);
        return new Contradiction(comparison.Kind, compared, compared - disagreeing, disagreeing, disagreeing == 0 ? null : amount, comparison.Sentence);
    }

    internal static async Task<(long Compared, long Disagreeing, decimal? Amount)> CountAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDecimal(2));
    }
}
