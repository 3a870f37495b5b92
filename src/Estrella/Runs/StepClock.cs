using System.Diagnostics;
using Estrella.Ledger;

namespace Estrella.Runs;

/// <summary>Times the steps of a run and writes each to the ledger when it ends.</summary>
internal sealed class StepClock(LedgerWriter ledger, int runNo, IProgress<RunProgress>? progress)
{
    private readonly List<StepReport> steps = [];

    public IReadOnlyList<StepReport> Steps => steps;

    public void Tell(string step, string detail, long? rows = null) => progress?.Report(new RunProgress(step, detail, rows));

    public async Task<T> TimeAsync<T>(string name, Func<Task<T>> step, Func<T, long?> rows, CancellationToken cancellation)
    {
        Tell(name, "");
        var (startedAt, watch) = (DateTime.UtcNow, Stopwatch.StartNew());
        var result = await step();
        steps.Add(new StepReport(name, watch.Elapsed, rows(result)));
        await ledger.StepAsync(runNo, name, startedAt, watch.Elapsed, rows(result), cancellation);
        return result;
    }
}
