using Npgsql;

namespace Estrella.Runs.Verifying;

/// <summary>
/// Ends a long reading as soon as another session waits for a lock it holds. Readers' locks make nobody wait but those
/// who change a table's shape: a run that loads an entity for the first time takes the keys off its table in core.
/// </summary>
internal sealed class GivingWay : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource source;
    private readonly CancellationTokenSource ended = new();
    private readonly Task watching;

    private GivingWay(int process, string connectionString, CancellationToken cancellation)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // On threads of its own: whoever reads may keep the caller's busy.
        watching = Task.Run(() => WatchAsync(process, connectionString), CancellationToken.None);
    }

    /// <summary>Cancelled by the caller, or when another session waits.</summary>
    public CancellationToken Token => source.Token;

    public bool HasGivenWay { get; private set; }

    public static GivingWay To(NpgsqlConnection connection, string connectionString, CancellationToken cancellation) =>
        new(connection.ProcessID, connectionString, cancellation);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        source.Dispose();
        ended.Dispose();
    }

    private async Task WatchAsync(int process, string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(ended.Token);
            await using var waits = new NpgsqlCommand(
                "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and $1 = any (pg_blocking_pids(pid)))", connection);
            waits.Parameters.AddWithValue(process);
            while (true)
            {
                if ((bool)(await waits.ExecuteScalarAsync(ended.Token))!)
                {
                    HasGivenWay = true;
                    await source.CancelAsync();
                    return;
                }
                await Task.Delay(Pause, ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException)
        {
            // The reading has ended, or its server has; then it fails by itself.
        }
    }
}
