using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>
/// Statements whose lock would make readers wait: asked for with a short timeout, given back, and asked for again, so
/// that nobody queues behind a run that waits itself.
/// </summary>
/// <param name="connection">In a transaction; what was done before in it stays.</param>
/// <param name="patience">How long the lock is asked for.</param>
internal sealed class PatientLock(NpgsqlConnection connection, TimeSpan patience)
{
    private const string Savepoint = "lock_asked";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <param name="relation">Schema and name of what is locked.</param>
    /// <exception cref="EstrellaException">Exit 7: the lock was not given within the patience; the message names who holds it.</exception>
    public async Task RunAsync(string relation, IEnumerable<string> statements, CancellationToken cancellation)
    {
        var all = string.Join(";\n", statements);
        var deadline = DateTime.UtcNow + patience;
        var timeout = await TimeoutAsync(cancellation);
        while (true)
        {
            await ExecuteAsync($"savepoint {Savepoint}; set local lock_timeout = '200ms'", cancellation);
            try
            {
                await ExecuteAsync($"{all}; set local lock_timeout = '{timeout}'; release savepoint {Savepoint}", cancellation);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Back to the savepoint: the timeout it set is gone with it.
                await ExecuteAsync($"rollback to savepoint {Savepoint}; release savepoint {Savepoint}", cancellation);
                if (DateTime.UtcNow > deadline)
                    throw new EstrellaException(ExitCode.LockHeld, $"{relation} is held by {await HoldersAsync(relation, cancellation)}; nothing was published", "end that transaction and run again", exception);
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task<string> TimeoutAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("show lock_timeout", connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<string> HoldersAsync(string relation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(string_agg(distinct format('%s (%sprocess %s, transaction open since %s)',
                usename, nullif(application_name, '') || ', ', activity.pid, xact_start::timestamptz(0)), ', '), 'another session')
            from pg_locks
            join pg_stat_activity as activity on activity.pid = pg_locks.pid
            where relation = to_regclass($1) and database = (select oid from pg_database where datname = current_database())
                and granted and activity.pid <> pg_backend_pid()
            """,
            connection);
        command.Parameters.AddWithValue(relation);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
