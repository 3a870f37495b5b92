using Estrella.Core;
using Estrella.Foundation.Models;
using Estrella.Ledger;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a publication came to.</summary>
/// <param name="Totals">Rows and money of each file read, by verdict.</param>
/// <param name="Unmapped">Statuses nobody mapped, with the rows that say them.</param>
internal sealed record Published(
    IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> Totals, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<string> Unmapped)
{
    public static Published Nothing { get; } = new(new Dictionary<int, IReadOnlyList<VerdictTotal>>(), [], []);
}

/// <summary>The one transaction that writes core, star, mart and the published run.</summary>
internal sealed class Publication(RunOptions options, NpgsqlConnection connection, LedgerWriter ledger, int runNo, StepClock clock)
{
    public async Task<Published> PublishAsync(IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        var star = new StarBuilder();
        await star.EnsureMonthsAsync(connection, runNo, options.Settings.PublishWait, cancellation);

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (totals, contradictions) = await MergeAsync(files, cancellation);
        var build = await clock.TimeAsync(
            "star", () => star.BuildAsync(connection, transaction, runNo, new Tables(clock, "star"), cancellation),
            built => built.Models.Sum(model => model.Written), cancellation);
        await clock.TimeAsync("mart", () => BuildMartAsync(build, cancellation), rows => rows, cancellation);
        var unmapped = await UnmappedAsync(cancellation);
        await LedgerWriter.PublishAsync(connection, runNo, $"{files.Sum(file => file.Read!.Rows):N0} rows in", cancellation);
        // From here on a cancelled run would be told that nothing was published when it was.
        cancellation.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return new Published(totals, contradictions, unmapped);
    }

    private async Task<(IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> Totals, IReadOnlyList<Contradiction> Contradictions)> MergeAsync(
        IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        var merge = new CoreMerge(connection, runNo, [.. RunFile.Exports(files).SelectMany(file => file.Feeds())], [.. files.Select(file => file.Merged())]);
        var conflicts = await merge.FindConflictsAsync(cancellation);
        if (conflicts.Count > 0)
        {
            foreach (var row in conflicts)
            {
                await ledger.KeepOutAsync(row, cancellation);
            }
            await ledger.FlushAsync(cancellation);
            var keptOut = conflicts.GroupBy(row => row.FileNo).ToDictionary(group => group.Key, group => group.LongCount());
            if (Budgets.Refusal(options.Settings, files, keptOut) is { } refusal)
            {
                throw refusal;
            }
        }
        var result = await clock.TimeAsync(
            "core", () => merge.MergeAsync(cancellation), merged => merged.Entities.Sum(entity => entity.New + entity.Changed), cancellation);

        var totals = new Dictionary<int, IReadOnlyList<VerdictTotal>>();
        foreach (var file in files)
        {
            var parts = file.Totals(result.Totals);
            totals[file.FileNo] = [.. parts.Select(part => new VerdictTotal(part.Verdict, part.Rows, part.Amount))];
            await LedgerWriter.WriteTotalsAsync(connection, parts, cancellation);
        }
        Identity.Check(files, totals);
        var contradictions = await clock.TimeAsync(
            "contradictions", () => ContradictionRegister.FillAsync(connection, runNo, result.Changed, options.ConnectionString, cancellation), found => found.Count, cancellation);
        return (totals, contradictions);
    }

    private async Task<long?> BuildMartAsync(StarBuild star, CancellationToken cancellation)
    {
        var folder = ModelFolder.Load("Mart");
        var builder = new ModelBuilder(connection, folder, star.State);
        await builder.EnsureSchemasAsync(cancellation);
        long written = 0;
        foreach (var model in folder.Models)
        {
            clock.Tell("mart", model.Name);
            written += (await builder.BuildAsync(model, cancellation)).Written;
        }
        // The tests of roll-ups look at the touched days only, as their models do.
        var searched = star.State.IsIncrement ? "pg_temp, estrella, public" : "estrella, public, pg_temp";
        await using (var path = new NpgsqlCommand($"set local search_path = {searched}", connection))
        {
            await path.ExecuteNonQueryAsync(cancellation);
        }
        await DataTests.RunAsync(connection, folder.Tests, cancellation, everything: !star.State.IsIncrement);
        return written;
    }

    /// <summary>A status nobody mapped: its rows are loaded, in no scope, and named wherever figures stand.</summary>
    private async Task<IReadOnlyList<string>> UnmappedAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select format('%s (%s orders)', coalesce(extras ->> 'status', 'a status without a text'), count(*))
            from core."order"
            where status = 'unmapped'
            group by extras ->> 'status'
            order by count(*) desc
            """,
            connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            texts.Add(reader.GetString(0));
        }
        return texts;
    }

    /// <summary>Names the table being built; reported on the builder's own thread, so that lines keep their order.</summary>
    private sealed class Tables(StepClock clock, string step) : IProgress<string>
    {
        public void Report(string value) => clock.Tell(step, value);
    }
}
