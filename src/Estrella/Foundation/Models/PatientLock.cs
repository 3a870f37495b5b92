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
    /// <summary>A session as a person is told of it, from <c>pg_stat_activity</c>: user, program, since when.</summary>
    public const string Session =
        """
        format('%s (%sprocess %s, transaction open since %s)',
            usename, nullif(application_name, '') || ', ', pid, to_char(xact_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'))
        """;

    private const string Savepoint = "lock_asked";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <param name="relation">Schema and name of what is locked.</param>
    /// <exception cref="EstrellaException">Exit 7: the lock was not given within the patience; the message names who holds it.</exception>
    public async Task RunAsync(string relation, IEnumerable<string> statements, CancellationToken cancellation)
    {
        var all = string.Join(";\n", statements);
        var deadline = DateTime.UtcNow + patience;
        var timeout = await connection.AskAsync<string>("show lock_timeout", cancellation);
        while (true)
        {
            await connection.RunAsync($"savepoint {Savepoint}; set local lock_timeout = '200ms'", cancellation);
            try
            {
                await connection.RunAsync($"{all}; set local lock_timeout = '{timeout}'; release savepoint {Savepoint}", cancellation);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Back to the savepoint: the timeout it set is gone with it.
                await connection.RunAsync($"rollback to savepoint {Savepoint}; release savepoint {Savepoint}", cancellation);
                if (DateTime.UtcNow > deadline)
                    throw new EstrellaException(ExitCode.LockHeld, $"{relation} is held by {await HoldersAsync(relation, cancellation)}; nothing was published", "end that transaction and run again", exception);
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task<string> HoldersAsync(string relation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select coalesce(string_agg({Session}, ', ' order by pid), 'another session')
            from pg_stat_activity
            where pid <> pg_backend_pid() and pid in (
                select pid from pg_locks
                where granted and relation = to_regclass($1) and database = (select oid from pg_database where datname = current_database()))
            """,
            connection);
        command.Parameters.AddWithValue(relation);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
