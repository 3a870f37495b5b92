using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>
/// What must be there before the publishing transaction begins, done in short transactions of their own: a lock that
/// would make readers wait is asked for with a short timeout, given back, and asked for again.
/// </summary>
/// <param name="connection">Not in a transaction.</param>
/// <param name="patience">How long a lock is asked for before the run ends unpublished.</param>
public sealed class ModelPreparation(NpgsqlConnection connection, ModelFolder folder, TimeSpan patience)
{
    private const string LockTimeout = "set local lock_timeout = '200ms'";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Makes and attaches, empty, the months that the partitioned tables lack.</summary>
    /// <exception cref="EstrellaException">A lock was not given within the patience.</exception>
    public async Task EnsureMonthsAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellation)
    {
        foreach (var model in folder.Models.Where(model => model.Partition is not null))
        {
            if ((await ModelColumns.ReadAsync(connection, $"{folder.Schema}.{model.Name}", cancellation)).Count == 0)
                continue;
            foreach (var month in await ModelMonths.MissingAsync(connection, model, ModelMonths.Around(days), cancellation))
                await RunAsync(model, ModelMonths.Attach(folder.Schema, model, month), cancellation);
        }
    }

    /// <summary>Adds the columns a model's select brings and its published table lacks; they are filled when it is built.</summary>
    /// <exception cref="EstrellaException">A lock was not given within the patience.</exception>
    public async Task EnsureColumnsAsync(ModelState state, CancellationToken cancellation)
    {
        foreach (var model in folder.Models.Where(model => model.Kind == ModelKind.Table))
        {
            var known = await state.FindAsync(connection, folder.Schema, model, cancellation);
            if (!known.Exists || known.IsSame)
                continue;
            var published = await ModelColumns.ReadAsync(connection, $"{folder.Schema}.{model.Name}", cancellation);
            var lacking = (await SelectedAsync(model, cancellation)).Where(column => !published.Any(there => there.Name == column.Name)).ToList();
            if (lacking.Count > 0)
                await RunAsync(model, lacking.Select(column => $"alter table {folder.Schema}.{model.Name} add column {column.Definition}"), cancellation);
        }
    }

    private async Task<IReadOnlyList<ModelColumn>> SelectedAsync(ModelFile model, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync("set local search_path = estrella, public, pg_temp", cancellation);
        await ExecuteAsync($"create temporary table shape as {model.Body} with no data", cancellation);
        return await ModelColumns.ReadAsync(connection, "pg_temp.shape", cancellation);
    }

    private async Task RunAsync(ModelFile model, IEnumerable<string> statements, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + patience;
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            try
            {
                await ExecuteAsync(LockTimeout, cancellation);
                foreach (var statement in statements)
                    await ExecuteAsync(statement, cancellation);
                await transaction.CommitAsync(cancellation);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync(cancellation);
                if (DateTime.UtcNow > deadline)
                    throw new EstrellaException(ExitCode.LockHeld, $"{folder.Schema}.{model.Name} is held by {await HoldersAsync(model, cancellation)}; nothing was published", "end that transaction and run again", exception);
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task<string> HoldersAsync(ModelFile model, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(string_agg(distinct format('%s (process %s, transaction open since %s)', usename, activity.pid, xact_start::timestamptz(0)), ', '), 'another session')
            from pg_locks
            join pg_stat_activity as activity on activity.pid = pg_locks.pid
            where relation = to_regclass($1) and database = (select oid from pg_database where datname = current_database())
                and granted and activity.pid <> pg_backend_pid()
            """,
            connection);
        command.Parameters.AddWithValue($"{folder.Schema}.{model.Name}");
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
