using Estrella.Foundation;
using Npgsql;

namespace Estrella.Ledger;

/// <summary>
/// One run at a time: a session advisory lock on the connection that will publish. The connection is not pooled, since
/// a pooled one gives its locks up when it returns; if it dies, the lock is free and the run is over.
/// </summary>
public sealed class RunLock : IAsyncDisposable
{
    // Any number would do; this one is "Estrella" in ASCII.
    private const long Key = 0x4573_7472_656C_6C61;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private RunLock(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The publishing connection; in no transaction yet.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Waits for the lock, or leaves at once.</summary>
    /// <param name="wait">Told once, who is waited for.</param>
    /// <exception cref="EstrellaException">Exit 7: another run holds the lock and <paramref name="noWait"/> was said.</exception>
    public static async Task<RunLock> AcquireAsync(string connectionString, bool noWait, Action<string>? wait, CancellationToken cancellation)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = 0,
            KeepAlive = 30,
            ApplicationName = "estrella run",
        };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            for (var isTold = false; !await TryAsync(connection, cancellation); isTold = true)
            {
                var holder = isTold && !noWait ? "" : await HolderAsync(connection, cancellation);
                if (noWait)
                {
                    throw new EstrellaException(ExitCode.LockHeld, $"another run holds the lock: {holder}", "wait until it has ended, or run without --no-wait");
                }
                if (!isTold)
                {
                    wait?.Invoke($"waiting for another run: {holder}");
                }
                await Task.Delay(Pause, cancellation);
            }
            return new RunLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static async Task<bool> TryAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({Key})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select format('process %s of %s, since %s', activity.pid, activity.usename, activity.backend_start::timestamptz(0))
            from pg_locks
            join pg_stat_activity as activity on activity.pid = pg_locks.pid
            where locktype = 'advisory' and granted
              and database = (select oid from pg_database where datname = current_database())
              and (classid::bigint << 32 | objid::bigint) = $1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Key });
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? "it has just ended";
    }
}
