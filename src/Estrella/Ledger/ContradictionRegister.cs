using System.Reflection;
using System.Text.RegularExpressions;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>An export of a source, as one side of a comparison.</summary>
/// <param name="Export">Section of the source's contract; empty: none of its exports said it.</param>
public readonly record struct Teller(int SourceNo, string Export);

/// <summary>Where what was said disagrees with itself.</summary>
/// <param name="Kind">Name of the comparison, such as <c>header-lines</c>.</param>
/// <param name="One">Who said the one thing.</param>
/// <param name="Other">Who said, or should have said, the other.</param>
/// <param name="Amount">Money of the disagreement, as the message says; null where it is counted only.</param>
/// <param name="Message">What disagrees, and what the amount is.</param>
public sealed record Contradiction(string Kind, Teller One, Teller Other, long Compared, long Agreeing, long Disagreeing, decimal? Amount, string Message);

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
        var last = (changed is null ? [] : await LastAsync(publishing, cancellation)).ToLookup(each => each.Kind);
        await using var delta = changed is null || database is null ? null : await ContradictionDelta.OpenAsync(publishing, database, changed, cancellation);
        var register = new List<Contradiction>();
        foreach (var comparison in Comparisons.Where(each => each.Needs.All(any => any.Any(fed.Contains))))
        {
            var before = last[comparison.Kind];
            // An earlier Estrella kept no pairs of exports: nothing can be added to its counts.
            var isKnown = changed is not null && before.Any() && before.All(each => each.One.Export.Length > 0);
            register.AddRange(
                isKnown && !comparison.Entities.Any(changed!.Contains) ? before
                : isKnown && delta is not null && delta.Covers(comparison.Entities) ? await delta.AddAsync(comparison, before, cancellation)
                : await CompareAsync(publishing, comparison, cancellation));
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
            insert into estrella.contradiction (
                run_no, kind, source_no, export, other_source_no, other_export, compared_count, agree_count, disagree_count, amount, message)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, publishing);
        insert.Parameters.Add(new() { Value = runNo });
        insert.Parameters.Add(new() { Value = found.Kind });
        foreach (var teller in new[] { found.One, found.Other })
        {
            insert.Parameters.Add(new() { Value = teller.SourceNo });
            insert.Parameters.Add(new() { Value = teller.Export });
        }
        insert.Parameters.Add(new() { Value = found.Compared });
        insert.Parameters.Add(new() { Value = found.Agreeing });
        insert.Parameters.Add(new() { Value = found.Disagreeing });
        insert.Parameters.Add(new() { Value = (object?)found.Amount ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric });
        insert.Parameters.Add(new() { Value = found.Message });
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    internal static IReadOnlyList<Comparison> Comparisons { get; } = Load();

    /// <summary>A comparison as its file tells it.</summary>
    /// <param name="Needs">All of these must be fed; of each, any one.</param>
    /// <param name="Entities">Those its query reads.</param>
    /// <param name="Other">The entity whose exports say the other side.</param>
    internal sealed record Comparison(string Kind, string Sentence, string Other, IReadOnlyList<string[]> Needs, IReadOnlyList<string> Entities, string Sql);

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
                    Header("contradiction"), Header("en"), Header("other"), [.. Header("needs").Split(", ").Select(need => need.Split(" or "))],
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

    private static Task<List<Contradiction>> LastAsync(NpgsqlConnection publishing, CancellationToken cancellation) => publishing.ListAsync(
        $"select {Columns} from estrella.contradiction where run_no = (select max(run_no) from estrella.run where is_published)", Read, cancellation);

    /// <summary>The columns <see cref="Read"/> takes, in its order.</summary>
    internal const string Columns = "kind, source_no, export, other_source_no, other_export, compared_count, agree_count, disagree_count, amount, message";

    internal static Contradiction Read(NpgsqlDataReader row) => new(
        row.GetString(0), new Teller(row.GetInt32(1), row.GetString(2)), new Teller(row.GetInt32(3), row.GetString(4)),
        row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.IsDBNull(8) ? null : row.GetDecimal(8), row.GetString(9));

    /// <summary>As a person reads them: what none of a source's exports said is told under those that feed it.</summary>
    /// <param name="feeding">The exports that feed an entity, by source.</param>
    internal static IReadOnlyList<Contradiction> Told(IEnumerable<Contradiction> kept, IReadOnlyDictionary<(int SourceNo, string Entity), string> feeding)
    {
        var others = Comparisons.ToDictionary(each => each.Kind, each => each.Other);
        return [.. kept
            .GroupBy(each => (each.Kind, each.One, Other: each.Other.Export.Length > 0 ? each.Other
                : each.Other with { Export = feeding.GetValueOrDefault((each.Other.SourceNo, others.GetValueOrDefault(each.Kind, "")), "") }))
            .Select(pair => new Contradiction(
                pair.Key.Kind, pair.Key.One, pair.Key.Other, pair.Sum(each => each.Compared), pair.Sum(each => each.Agreeing), pair.Sum(each => each.Disagreeing),
                pair.All(each => each.Amount is null) ? null : pair.Sum(each => each.Amount), pair.First().Message))];
    }

    private static async Task<IEnumerable<Contradiction>> CompareAsync(NpgsqlConnection publishing, Comparison comparison, CancellationToken cancellation)
    {
        // One sum an order: a hash would keep hundreds of bytes for each, and sorting takes half the time.
        await publishing.RunAsync("set local enable_hashagg = off", cancellation);
        var counted = await FileCount.AskAsync(publishing, WholeBuild.Of(comparison.Sql), cancellation);
        await publishing.RunAsync("set local enable_hashagg to default", cancellation);
        return await CountAsync(publishing, comparison, counted, [], cancellation);
    }

    /// <summary>Adds counts by file to those of exports.</summary>
    /// <param name="counted">By the files that said the two sides; what is to be taken off is counted below zero.</param>
    /// <param name="before">What they are added to.</param>
    internal static async Task<IEnumerable<Contradiction>> CountAsync(
        NpgsqlConnection publishing, Comparison comparison, IReadOnlyList<FileCount> counted, IEnumerable<Contradiction> before, CancellationToken cancellation)
    {
        var tellers = await FileCount.TellersAsync(publishing, counted, cancellation);
        Teller? Of(int? file) => file is { } number ? tellers[number] : null;
        IEnumerable<(Teller One, Teller Other, long Compared, long Disagreeing, decimal? Amount)> all = before.Select(each => (each.One, each.Other, each.Compared, each.Disagreeing, each.Amount)).Concat(
            from each in counted
            let one = Of(each.One)
            let other = Of(each.Other)
            // Rows nobody has said yet are known by their id only, and compare with nothing.
            where one is not null || other is not null
            select (one ?? new Teller(other!.Value.SourceNo, ""), other ?? new Teller(one!.Value.SourceNo, ""), each.Compared, each.Disagreeing, each.Amount));
        return
            from each in all
            group each by (each.One, each.Other) into pair
            let compared = pair.Sum(each => each.Compared)
            let disagreeing = pair.Sum(each => each.Disagreeing)
            where compared != 0
            orderby pair.Key.One.SourceNo, pair.Key.One.Export, pair.Key.Other.SourceNo, pair.Key.Other.Export
            select new Contradiction(
                comparison.Kind, pair.Key.One, pair.Key.Other, compared, compared - disagreeing, disagreeing,
                disagreeing == 0 || pair.All(each => each.Amount is null) ? null : pair.Sum(each => each.Amount ?? 0), comparison.Sentence);
    }
}

/// <summary>What a comparison counted of two files; null: no file said that side.</summary>
internal sealed record FileCount(int? One, int? Other, long Compared, long Disagreeing, decimal? Amount)
{
    /// <summary>The same, to be taken off.</summary>
    public FileCount Less => new(One, Other, -Compared, -Disagreeing, -Amount);

    public static Task<List<FileCount>> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation) => connection.ListAsync(
        sql,
        row => new FileCount(
            row.IsDBNull(0) ? null : row.GetInt32(0), row.IsDBNull(1) ? null : row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetDecimal(4)),
        cancellation);

    /// <summary>
    /// Which export each file is of. Asked apart from the counts, and of the publishing connection alone: a large load has
    /// the ledger's files locked until it commits.
    /// </summary>
    public static async Task<Dictionary<int, Teller>> TellersAsync(NpgsqlConnection publishing, IEnumerable<FileCount> counted, CancellationToken cancellation)
    {
        var files = counted.SelectMany(each => new[] { each.One, each.Other }).OfType<int>().Distinct().ToList();
        return files.Count == 0 ? [] : (await publishing.ListAsync(
            $"select file_no, source_no, export from estrella.file where file_no in ({string.Join(", ", files)})",
            row => (row.GetInt32(0), new Teller(row.GetInt32(1), row.GetString(2))), cancellation)).ToDictionary();
    }
}
