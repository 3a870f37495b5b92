using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// Watches, on a connection of its own, who keeps the publishing connection waiting: a forgotten open transaction is
/// told while it lasts, and named when the run ends for it.
/// </summary>
internal sealed class Blockers : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;

    private Blockers(string connectionString, int process, Action<string> tell) => watching = WatchAsync(connectionString, process, tell);

    /// <summary>Who was seen last, with user, program and since when; null: nobody.</summary>
    public string? Last { get; private set; }

    /// <param name="process">The server's process of the publishing connection.</param>
    /// <param name="tell">Told once of everybody who is waited for.</param>
    public static Blockers Watch(string connectionString, int process, Action<string> tell) => new(connectionString, process, tell);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        ending.Dispose();
    }

    private async Task WatchAsync(string connectionString, int process, Action<string> tell)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(ending.Token);
            await using var ask = new NpgsqlCommand(
                $"""
                select string_agg({PatientLock.Session}, ', ' order by pid)
                from pg_stat_activity
                where pid = any (pg_blocking_pids($1))
                """,
                connection);
            ask.Parameters.Add(new() { Value = process });
            using var clock = new PeriodicTimer(Interval);
            while (await clock.WaitForNextTickAsync(ending.Token))
            {
                if (await ask.ExecuteScalarAsync(ending.Token) is not string seen || seen == Last)
                    continue;
                Last = seen;
                tell(seen);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended: nobody is waited for any more.
        }
        catch (NpgsqlException lost)
        {
            // Whoever cannot watch says so; whether the run goes on is for the publishing connection to tell.
            System.Diagnostics.Trace.TraceWarning($"blockers are not watched: {lost.Message}");
        }
    }
}
