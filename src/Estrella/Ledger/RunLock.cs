using System.Data;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Ledger;

/// <summary>
/// One run at a time: a session advisory lock on the unpooled connection that will publish. If the connection dies
/// the lock is free and the run cannot publish. (On a pooled connection the lock would go back to the pool with it.)
/// </summary>
public sealed class RunLock : IAsyncDisposable
{
    // "Estr", once for each database: advisory locks do not reach beyond it.
    private const long Key = 0x45737472;

    private RunLock(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that holds the lock and is to publish.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Takes the lock, or returns null when another run holds it.</summary>
    public static Task<RunLock?> TryAcquireAsync(string connectionString, CancellationToken cancellation = default) =>
        TryAcquireAsync(connectionString, "run", cancellation);

    private static async Task<RunLock?> TryAcquireAsync(string connectionString, string command, CancellationToken cancellation)
    {
        var connection = await OpenAsync(connectionString, command, cancellation);
        if (await IsTakenAsync(connection, cancellation))
            return new RunLock(connection);
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Takes the lock, and waits for it as long as another run holds it.</summary>
    /// <param name="waiting">Told once who holds the lock, before the wait begins.</param>
    public static async Task<RunLock> AcquireAsync(string connectionString, Action<string>? waiting = null, CancellationToken cancellation = default)
    {
        var connection = await OpenAsync(connectionString, "run", cancellation);
        try
        {
            if (await IsTakenAsync(connection, cancellation))
                return new RunLock(connection);
            waiting?.Invoke(await HolderAsync(connection, cancellation));
            await using var wait = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
            wait.Parameters.Add(new() { Value = Key });
            await wait.ExecuteNonQueryAsync(cancellation);
            return new RunLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock or says who holds it.</summary>
    /// <exception cref="EstrellaException">Another run holds the lock (exit 7).</exception>
    public static Task<RunLock> AcquireOrRefuseAsync(string connectionString, CancellationToken cancellation = default) =>
        AcquireOrRefuseAsync(connectionString, "run", cancellation);

    /// <summary>The same for another command than run, which the others are told holds it.</summary>
    public static async Task<RunLock> AcquireOrRefuseAsync(string connectionString, string command, CancellationToken cancellation)
    {
        if (await TryAcquireAsync(connectionString, command, cancellation) is { } taken)
            return taken;
        await using var connection = await OpenAsync(connectionString, "run", cancellation);
        throw new EstrellaException(
            ExitCode.LockHeld, $"another run holds the lock: {await HolderAsync(connection, cancellation)}", "wait for it to end, or run without --no-wait");
    }

    public async ValueTask DisposeAsync()
    {
        // Said before the connection closes: the server would let go of it only when it notices the end.
        if (Connection.FullState == ConnectionState.Open)
        {
            try
            {
                await using var free = new NpgsqlCommand("rollback; select pg_advisory_unlock_all()", Connection);
                await free.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException lost)
            {
                // The session is gone and the lock with it; why is for the work that failed to tell.
                System.Diagnostics.Trace.TraceWarning($"the run lock was lost with its connection: {lost.Message}");
            }
        }
        await Connection.DisposeAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, string command, CancellationToken cancellation)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = $"estrella {command}, {Environment.UserName} on {Environment.MachineName}, process {Environment.ProcessId}",
        };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<bool> IsTakenAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection);
        take.Parameters.Add(new() { Value = Key });
        return (bool)(await take.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            """
            select format('%s, since %s', activity.application_name, to_char(activity.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'))
            from pg_locks as held
            join pg_stat_activity as activity on activity.pid = held.pid
            where held.locktype = 'advisory' and held.granted and held.objid = $1 and held.classid = 0
                and held.database = (select oid from pg_database where datname = current_database())
            """, connection);
        ask.Parameters.Add(new() { Value = Key });
        // It may have ended between the two questions.
        return await ask.ExecuteScalarAsync(cancellation) as string ?? "a run that is just ending";
    }
}
