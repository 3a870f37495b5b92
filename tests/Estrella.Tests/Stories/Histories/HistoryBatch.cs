using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Tests.Foundation;

namespace Estrella.Tests.Stories.Histories;

/// <summary>A shop whose warehouse is not what its history says.</summary>
internal sealed record Deviation(History History, string Difference);

/// <summary>
/// Many histories side by side, each a source of its own in one database, so that two hundred cost as many runs as the
/// longest one.
/// </summary>
internal sealed class HistoryBatch(IReadOnlyList<History> histories, RunPlan plan)
{
    /// <summary>Loads all runs as they came, some of them interrupted before, and holds the warehouse against the model.</summary>
    public async Task<IReadOnlyList<Deviation>> CompareAsync(Random? interruptions)
    {
        var found = await WarehouseRows.ReadAsync(await LoadAsTheyCameAsync(interruptions));
        return Compare(found, at => ShopModel.Rows(plan.Lasting(histories[at])));
    }

    /// <summary>
    /// Loads the same files in the order of their days into a database of their own: all at once, only what <c>--as-of</c>
    /// dates needs a run for each day. Holds that against the model, which the first loading is held against.
    /// </summary>
    public async Task<IReadOnlyList<Deviation>> CompareInOrderAsync()
    {
        var connectionString = await TestServer.MigratedDatabaseAsync();
        using var project = new TemporaryFolder();
        var days = plan.AsOf is null ? [null] : plan.AsOf.Order().ToList();
        foreach (var day in days)
            await LoadAsync(project.Path, connectionString, (history, file) => plan.Lasting(history).Files.Contains(file) && (history.Export(file.Entity).IsDated || file.AsOf is null ? day == days[0] : file.AsOf == day), day);
        var found = await WarehouseRows.ReadAsync(connectionString);
        return Compare(found, at => ShopModel.Rows(plan.Lasting(histories[at])));
    }

    private async Task<string> LoadAsTheyCameAsync(Random? interruptions)
    {
        var connectionString = await TestServer.MigratedDatabaseAsync();
        using var project = new TemporaryFolder();
        for (var run = 0; run < plan.Runs; run++)
        {
            var asOf = plan.AsOf?[run];
            if (interruptions?.Next(3) == 0)
                await InterruptAsync(project.Path, connectionString, file => file.Runs.Contains(run), asOf, interruptions.Next(1, 60));
            var report = await LoadAsync(project.Path, connectionString, file => file.Runs.Contains(run), asOf, null, CancellationToken.None);
            if (report is not { State: "published" } || !plan.Undone.TryGetValue(run, out var isAgain))
                continue;
            await UndoPipeline.UndoAsync(Options(project.Path, connectionString, project.Path), report.RunNo, null, CancellationToken.None);
            if (isAgain)
                await LoadAsync(project.Path, connectionString, file => file.Runs.Contains(run), asOf, null, CancellationToken.None);
        }
        return connectionString;
    }

    private static string Source(int at) => $"s{at:000}";

    private List<Deviation> Compare(ILookup<string, string> found, Func<int, IReadOnlyList<string>> expected) =>
        [.. histories.Select((history, at) => new Deviation(history, Difference(expected(at), [.. found[Source(at)]]))).Where(each => each.Difference.Length > 0)];

    private static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> found) => string.Join('\n',
        expected.Except(found).Select(line => $"expected {line}").Concat(found.Except(expected).Select(line => $"found    {line}"))
            .Concat(expected.Count == found.Count ? [] : [$"{expected.Count} rows expected, {found.Count} found"])
            .Where(line => expected.Count != found.Count || !line.EndsWith("found", StringComparison.Ordinal)));

    private async Task InterruptAsync(string project, string connectionString, Func<ShopFile, bool> which, DateTime? asOf, int after)
    {
        using var stop = new CancellationTokenSource();
        var count = 0;
        var steps = new Steps(() =>
        {
            if (++count == after)
                stop.Cancel();
        });
        try
        {
            await LoadAsync(project, connectionString, which, asOf, steps, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // As wanted; a run that was quicker than its interruption is published, and the next one finds nothing new.
        }
    }

    private Task<RunReport?> LoadAsync(string project, string connectionString, Func<ShopFile, bool> which, DateTime? asOf, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        LoadAsync(project, connectionString, (_, file) => which(file), asOf, progress, cancellation);

    private async Task<RunReport?> LoadAsync(
        string project, string connectionString, Func<History, ShopFile, bool> which, DateTime? asOf, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project, "data", Guid.NewGuid().ToString("N"))).FullName;
        for (var at = 0; at < histories.Count; at++)
        {
            HistoryFolder.WriteContract(project, Source(at), histories[at]);
            HistoryFolder.WriteFiles(folder, Source(at), histories[at], file => which(histories[at], file));
        }
        return Directory.EnumerateFiles(folder).Any()
            ? await RunPipeline.RunAsync(Options(project, connectionString, folder) with { AsOf = asOf is { } day ? DateOnly.FromDateTime(day) : null }, progress, cancellation)
            : null;
    }

    // So small a shop shrinks by half on an ordinary day.
    private static RunOptions Options(string project, string connectionString, string folder) =>
        new(Settings.Load(project), connectionString, folder) { AcceptShrink = true };

    /// <summary>Told on the run's own thread, so that the same step is interrupted each time.</summary>
    private sealed class Steps(Action told) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => told();
    }
}
