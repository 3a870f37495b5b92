using Estrella.Core;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Ledger;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a publication came to.</summary>
/// <param name="Totals">Rows and money of each file read, by verdict.</param>
/// <param name="Unmapped">Statuses nobody mapped, with the rows that say them.</param>
internal sealed record Published(
    IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> Totals, IReadOnlyList<Contradiction> Contradictions, IReadOnlyList<string> Unmapped,
    FigureChanges Figures)
{
    public static Published Nothing { get; } = new(new Dictionary<int, IReadOnlyList<VerdictTotal>>(), [], [], FigureChanges.None);
}

/// <summary>The one transaction that writes core, star, mart and the published run.</summary>
internal sealed class Publication(RunOptions options, NpgsqlConnection connection, LedgerWriter ledger, int runNo, StepClock clock)
{
    public async Task<Published> PublishAsync(IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        await Star.EnsureMonthsAsync(connection, runNo, cancellation);
        return await InTransactionAsync(
            async transaction =>
            {
                var published = await WriteAsync(files, transaction, isRehearsal: false, cancellation);
                await UntoldMembers.NoteAsync(connection, runNo, cancellation);
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
            // From here on a cancelled run would be told that nothing was published when it was.
            cancellation.ThrowIfCancellationRequested();
            await transaction.CommitAsync(CancellationToken.None);
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
    /// <param name="isRehearsal">
    /// It will be rolled back: of the mart only the roll-ups are built. Views and what they store take locks that readers
    /// would feel until the end.
    /// </param>
    public async Task<Published> WriteAsync(IReadOnlyList<RunFile> files, NpgsqlTransaction transaction, bool isRehearsal, CancellationToken cancellation)
    {
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
        var contradictions = await clock.TimeAsync(
            "contradictions",
            () => ContradictionRegister.FillAsync(connection, runNo, result.Changed, files.SelectMany(file => file.Repeated.Told(file.Read!.Rows)), options.ConnectionString, cancellation),
            found => found.Count, cancellation);
        return (totals, contradictions);
    }

    private async Task<long?> BuildMartAsync(StarBuild star, ModelFolder folder, CancellationToken cancellation)
    {
        var builder = new ModelBuilder(connection, folder, star.State) { Patience = options.Settings.PublishWait };
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
