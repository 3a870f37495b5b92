using Estrella.Core;
using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Estrella.Staging;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// The main job: a folder's files are read, staged, unified, built and published in one transaction, or not at all.
/// The connection that will publish is opened first and holds the lock; if it dies, the run dies.
/// </summary>
public static class RunPipeline
{
    /// <exception cref="EstrellaException">Every end but published and no change, with its exit code; nothing was published then.</exception>
    public static async Task<RunReport> RunAsync(RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var found = Folder.Look(options);
        if (found.Drafted is { } drafted)
            progress?.Report(new RunProgress(Keep(options, drafted), ""));
        await CoreDatabase.MigrateAsync(options.ConnectionString, cancellation);
        await using var holder = options.NoWait
            ? await RunLock.AcquireOrRefuseAsync(options.ConnectionString, cancellation)
            : await RunLock.AcquireAsync(options.ConnectionString, holding => progress?.Report(new RunProgress("wait", $"another run holds the lock: {holding}")), cancellation);
        await using var ledger = await LedgerWriter.OpenAsync(options.ConnectionString, cancellation);
        var runNo = await ledger.BeginRunAsync(typeof(RunPipeline).Assembly.GetName().Version!.ToString(3), options.Command, cancellation);
        var clock = new StepClock(ledger, runNo, progress);
        return await EndedAsync(
            options.ConnectionString, runNo, () => new RunSteps(options, holder.Connection, ledger, runNo, clock).RunAsync(found, cancellation));
    }

    /// <summary>What a run does; when it fails the ledger is told how it ended.</summary>
    internal static async Task<T> EndedAsync<T>(string connectionString, int runNo, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            var full = await FullDisk.RefusalAsync(exception, connectionString, "nothing was published");
            var (state, message) = exception switch
            {
                OperationCanceledException => ("failed", "cancelled; nothing was published"),
                _ when full is not null => ("failed", full.Message),
                EstrellaException refused => ("refused", refused.Message),
                _ => ("failed", exception.Message),
            };
            await EndAsync(connectionString, runNo, state, message);
            if (full is not null)
                throw full;
            throw;
        }
    }

    /// <summary>The next run of these exports must read them alike: what was drafted becomes the project's own contract.</summary>
    /// <returns>Where it stands, for a person: it is to be read once.</returns>
    private static string Keep(RunOptions options, Discovered drafted)
    {
        var path = Path.Combine(options.Settings.SourcesFolder, $"{drafted.Source}.yml");
        Directory.CreateDirectory(options.Settings.SourcesFolder);
        File.WriteAllText(path, drafted.Contract);
        return $"no contract fitted, one was drafted: {path}, from {drafted.Files.Sum(file => file.Understood)} of {drafted.Files.Sum(file => file.Columns)} columns";
    }

    /// <summary>On a connection of its own: the ledger's may be what broke. A server that is gone cannot be told.</summary>
    private static async Task EndAsync(string connectionString, int runNo, string state, string message)
    {
        try
        {
            await using var ledger = await LedgerWriter.OpenAsync(connectionString, CancellationToken.None);
            await ledger.EndRunAsync(runNo, state, message, CancellationToken.None);
        }
        catch (NpgsqlException lost)
        {
            System.Diagnostics.Trace.TraceWarning($"run {runNo} could not be marked {state}: {lost.Message}");
        }
    }
}
