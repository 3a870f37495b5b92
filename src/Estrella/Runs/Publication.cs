using Estrella.Core;
using Estrella.Core.Unification;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Ledger;
using Estrella.Runs.Healing;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a publication came to.</summary>
/// <param name="Totals">Rows and money of each file read, by verdict.</param>
/// <param name="Unmapped">Statuses nobody mapped, with the rows that say them.</param>
internal sealed record Published(
    IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> Totals, IReadOnlyList<ContradictionHistory> Contradictions, IReadOnlyList<string> Unmapped,
    FigureChanges Figures)
{
    public static Published Nothing { get; } = new(new Dictionary<int, IReadOnlyList<VerdictTotal>>(), [], [], FigureChanges.None);
}

/// <summary>The one transaction that writes core, star, mart and the published run.</summary>
internal sealed class Publication(RunOptions options, NpgsqlConnection connection, LedgerWriter ledger, int runNo, StepClock clock)
{
    /// <summary>Files that were read before, yet whose contracts may say something else now.</summary>
    public IReadOnlyList<RunFile> Told { get; init; } = [];

    public async Task<Published> PublishAsync(ShopSettings? shop, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        await Star.EnsureMonthsAsync(connection, runNo, cancellation);
        return await InTransactionAsync(
            async transaction =>
            {
                var published = await WriteAsync(shop, files, transaction, isRehearsal: false, cancellation);
                await UntoldMembers.NoteAsync(connection, runNo, cancellation);
                foreach (var replay in files.Where(file => file.Replay is not null))
                {
                    await replay.Replay!.NoteAsync(connection, replay.FileNo, cancellation);
                }
                await LedgerWriter.PublishAsync(connection, runNo, $"{files.Sum(file => file.Read!.Rows):N0} rows in", cancellation);
                return published;
            },
            cancellation);
    }

    /// <summary>Does it in the publishing transaction and commits; whoever keeps it waiting too long is named.</summary>
    /// <exception cref="EstrellaException">Exit 7: a lock was not given within <c>publish_wait</c>; nothing was published.</exception>
    public async Task<T> InTransactionAsync<T>(Func<NpgsqlTransaction, Task<T>> write, CancellationToken cancellation)
    {
        var patience = options.Settings.PublishWait;
        await using var blockers = Blockers.Watch(options.ConnectionString, connection.ProcessID, blocker => clock.Tell("wait", $"a lock is held by {blocker}"));
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.RunAsync($"set local lock_timeout = {(int)Math.Max(1, patience.TotalMilliseconds)}", cancellation);
            var result = await write(transaction);
            var dead = await DeadRows.FindAsync(connection, cancellation);
            // From here on a cancelled run would be told that nothing was published when it was.
            cancellation.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None);
            if (dead.Count > 0)
                await clock.TimeAsync("vacuum", () => DeadRows.VacuumAsync(connection, dead, cancellation), tables => tables, CancellationToken.None);
            return result;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new EstrellaException(
                ExitCode.LockHeld,
                $"a lock is held by {blockers.Last ?? "another session"} for longer than publish_wait ({patience:g}); nothing was published",
                "end that transaction and run again", exception);
        }
    }

    /// <summary>Writes core, star and mart; whether that lasts is the caller's to say.</summary>
    /// <param name="shop">What estrella.yml says of it; null: settings stay as they were told last, for the rows are of earlier files.</param>
    /// <param name="isRehearsal">
    /// It will be rolled back: of the mart only the roll-ups are built. Views and what they store take locks that readers
    /// would feel until the end.
    /// </param>
    public async Task<Published> WriteAsync(ShopSettings? shop, IReadOnlyList<RunFile> files, NpgsqlTransaction transaction, bool isRehearsal, CancellationToken cancellation)
    {
        if (shop is not null)
        {
            await SettingsLedger.NoteAsync(
                connection, runNo, shop,
                [.. RunFile.Exports(files.Concat(Told)).DistinctBy(file => file.SourceNo).Select(file => file.Settings)], cancellation);
        }
        var (totals, contradictions) = await MergeAsync(files, cancellation);
        var figures = await BuildAsync(transaction, isRehearsal, cancellation);
        return new Published(totals, contradictions, await UnmappedAsync(cancellation), figures);
    }

    /// <summary>Star and mart, from what changed in core.</summary>
    /// <param name="isRehearsal">As for <see cref="WriteAsync"/>.</param>
    /// <returns>The published figures that became others.</returns>
    public async Task<FigureChanges> BuildAsync(NpgsqlTransaction transaction, bool isRehearsal, CancellationToken cancellation)
    {
        var build = await clock.TimeAsync(
            "star", () => Star.BuildAsync(connection, transaction, runNo, new Tables(clock, "star"), cancellation),
            built => built.Models.Sum(model => model.Written), cancellation);
        var mart = ModelFolder.Load("Mart");
        if (isRehearsal)
            mart = mart with { Models = [.. mart.Models.Where(model => model.Kind == ModelKind.Table)], Tests = [] };
        var figures = new FigureComparison(connection, runNo);
        await figures.BeforeAsync(build, mart, cancellation);
        await clock.TimeAsync("mart", () => BuildMartAsync(build, mart, cancellation), rows => rows, cancellation);
        return await figures.AfterAsync(cancellation);
    }

    private StarBuilder Star => new() { Patience = options.Settings.PublishWait };

    /// <summary>Which records of several sources are one thing, and where places are; after core is what it will be.</summary>
    /// <returns>Everything was looked at anew: the rules are others.</returns>
    public async Task<bool> UnifyAsync(CancellationToken cancellation)
    {
        await PlaceTables.WriteAsync(connection, options.Settings, cancellation);
        var isAnew = false;
        await clock.TimeAsync("unify", async () => isAnew = await new Unification(connection, options.Settings, runNo).UnifyAsync(cancellation), _ => null, cancellation);
        return isAnew;
    }

    private async Task<(IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> Totals, IReadOnlyList<ContradictionHistory> Contradictions)> MergeAsync(
        IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        if (files.Count == 0)
        {
            await CoreMerge.PrepareNothingAsync(connection, cancellation);
            await UnifyAsync(cancellation);
            await ContradictionRegister.FillAsync(connection, runNo, cancellation);
            return (new Dictionary<int, IReadOnlyList<VerdictTotal>>(), await ContradictionsAsync(cancellation));
        }
        var merge = new CoreMerge(connection, runNo, [.. RunFile.Exports(files).SelectMany(file => file.Feeds())], [.. files.Select(file => file.Merged())]);
        var conflicts = await merge.FindConflictsAsync(cancellation);
        if (conflicts.Count > 0)
        {
            foreach (var row in await KeptText.WithAsync(conflicts, files, cancellation))
            {
                await ledger.KeepOutAsync(row, cancellation);
            }
            await ledger.FlushAsync(cancellation);
            var keptOut = conflicts.GroupBy(row => row.FileNo).ToDictionary(group => group.Key, group => group.LongCount());
            // What a person brings back row by row is not held against a budget: what is still wrong stays where it is.
            if (files.All(file => file.Replay is null) && Budgets.Refusal(options.Settings, files, keptOut) is { } refusal)
            {
                throw refusal;
            }
        }
        await merge.RefuseMovedRowsAsync(cancellation);
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
        var isAnew = await UnifyAsync(cancellation);
        await clock.TimeAsync(
            "contradictions",
            () => ContradictionRegister.FillAsync(connection, runNo, isAnew ? null : result.Changed, RepeatedCells.Told(files), options.ConnectionString, cancellation),
            found => found.Count, cancellation);
        return (totals, await ContradictionsAsync(cancellation));
    }

    private async Task<IReadOnlyList<ContradictionHistory>> ContradictionsAsync(CancellationToken cancellation) =>
        [.. (await ContradictionHistory.ReadAsync(connection, runNo, cancellation)).Where(each => each.LastRunNo == runNo)];

    private async Task<long?> BuildMartAsync(StarBuild star, ModelFolder folder, CancellationToken cancellation)
    {
        var builder = new ModelBuilder(connection, folder, star.State) { Patience = options.Settings.PublishWait, Unchanged = [.. star.Unchanged] };
        await builder.EnsureSchemasAsync(cancellation);
        // Roll-ups by day have nearly as many groups as rows, each with many sums: sorting them costs a third of hashing them.
        await connection.RunAsync("set local enable_hashagg = off; set local enable_partitionwise_aggregate = on", cancellation);
        long written = 0;
        foreach (var model in folder.Models)
        {
            clock.Tell("mart", model.Name);
            written += (await builder.BuildAsync(model, cancellation)).Written;
        }
        await connection.RunAsync("set local enable_hashagg to default; set local enable_partitionwise_aggregate to default", cancellation);
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
