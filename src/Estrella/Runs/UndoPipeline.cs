using Estrella.Core;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs;

/// <summary>How a run was taken back.</summary>
/// <param name="RunNo">The run that did it.</param>
/// <param name="UndoneRunNo">The run that is undone.</param>
public sealed record UndoReport(int RunNo, int UndoneRunNo, IReadOnlyList<EntityUndo> Entities, IReadOnlyList<StepReport> Steps, string Message, string Next);

/// <summary>
/// Takes a published run back, in one transaction: core, star and mart are then what they would be had it never been. It is
/// written into the ledger as a run of its own, which says who and when.
/// </summary>
public static class UndoPipeline
{
    // What stands in the way is told for this many runs; the others are counted.
    private const int RunsTold = 5;

    /// <param name="options">Its folder is not looked at: the files may be gone.</param>
    /// <exception cref="EstrellaException">
    /// Exit 2: there is no such published run. Exit 4: a later run brought or confirmed the same keys. Exit 1: the run kept no journal.
    /// </exception>
    public static async Task<UndoReport> UndoAsync(RunOptions options, int runNo, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        await CoreDatabase.MigrateAsync(options.ConnectionString, cancellation);
        await using var holder = options.NoWait
            ? await RunLock.AcquireOrRefuseAsync(options.ConnectionString, cancellation)
            : await RunLock.AcquireAsync(options.ConnectionString, holding => progress?.Report(new RunProgress("wait", $"another run holds the lock: {holding}")), cancellation);
        await CoreUndo.CheckAsync(holder.Connection, runNo, cancellation);
        await using var ledger = await LedgerWriter.OpenAsync(options.ConnectionString, cancellation);
        var byRunNo = await ledger.BeginRunAsync(typeof(UndoPipeline).Assembly.GetName().Version!.ToString(3), options.Command, cancellation);
        var clock = new StepClock(ledger, byRunNo, progress);
        return await RunPipeline.EndedAsync(
            options.ConnectionString, byRunNo, () => PublishAsync(options, holder.Connection, ledger, clock, runNo, byRunNo, cancellation));
    }

    private static async Task<UndoReport> PublishAsync(
        RunOptions options, NpgsqlConnection connection, LedgerWriter ledger, StepClock clock, int runNo, int byRunNo, CancellationToken cancellation)
    {
        await new StarBuilder { Patience = options.Settings.PublishWait }.EnsureMonthsAsync(connection, byRunNo, cancellation);
        var publication = new Publication(options, connection, ledger, byRunNo, clock);
        var message = $"run {runNo} is taken back";
        var entities = await publication.InTransactionAsync(
            async transaction =>
            {
                var undo = new CoreUndo(connection, runNo);
                Refuse(runNo, await undo.FindObstaclesAsync(cancellation));
                var undone = await clock.TimeAsync(
                    "core", () => undo.TakeBackAsync(byRunNo, cancellation), rows => rows.Sum(entity => entity.Removed + entity.Restored + entity.Inferred), cancellation);
                var isAnew = await publication.UnifyAsync(cancellation);
                await clock.TimeAsync(
                    "contradictions",
                    () => ContradictionRegister.FillAsync(connection, byRunNo, isAnew ? null : undone.Select(entity => entity.Entity).ToHashSet(), [], null, cancellation),
                    found => found.Count, cancellation);
                await publication.BuildAsync(transaction, isRehearsal: false, cancellation);
                await UntoldMembers.RemoveAsync(connection, cancellation);
                await LedgerWriter.PublishAsync(connection, byRunNo, message, cancellation);
                return undone;
            },
            cancellation);
        return new UndoReport(byRunNo, runNo, entities, clock.Steps, message, "estrella run DIR loads its files again; without them: estrella ask");
    }

    private static void Refuse(int runNo, IReadOnlyList<UndoObstacle> obstacles)
    {
        if (obstacles.Count == 0)
            return;
        var runs = obstacles.GroupBy(each => each.RunNo, each => each.What).ToList();
        var told = runs.Take(RunsTold).Select(run => $"run {run.Key}: {string.Join("; ", run)}");
        var more = runs.Count > RunsTold ? $"\nand {runs.Count - RunsTold:N0} more runs" : "";
        throw new EstrellaException(
            ExitCode.DecisionMissing,
            $"run {runNo} cannot be taken back alone: later runs rest on it\n{string.Join('\n', told)}{more}\nnothing was changed",
            $"take the newest back first: {string.Join(", then ", runs.Select(run => run.Key).OrderDescending().Take(RunsTold).Select(each => $"estrella undo {each}"))}");
    }
}
