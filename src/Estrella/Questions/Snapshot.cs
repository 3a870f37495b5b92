using System.Data;
using Npgsql;

namespace Estrella.Questions;

/// <summary>One repeatable-read, read-only view of the warehouse: rows, coverage and notes belong together.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, this.transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    /// <param name="patience">How long a statement may take; null: as the database says.</param>
    /// <param name="seen">What another snapshot sees, as <see cref="ShareAsync"/> names it while that one is open; null: what is published now.</param>
    public static async Task<Snapshot> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation, TimeSpan? patience = null, string? seen = null)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var snapshot = new Snapshot(connection, transaction);
            if (seen is not null)
                await snapshot.RunAsync($"set transaction snapshot '{seen}'", cancellation);
            // Compiling a plan costs more than these plans run; sorts and hashes of an answer deserve more than the default.
            await snapshot.RunAsync("set transaction read only; set local jit = off; set local work_mem = '64MB'", cancellation);
            if (patience is { } most)
                await snapshot.RunAsync(FormattableString.Invariant($"set local statement_timeout = {most.TotalMilliseconds:0}"), cancellation);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A name under which others see the same, as long as this one is open.</summary>
    public async Task<string> ShareAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_export_snapshot()", Connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>From here on a statement that fails does not end it: see <see cref="MendAsync"/>. Nothing can be shared any more.</summary>
    public Task KeepAsync(CancellationToken cancellation) => RunAsync("savepoint kept", cancellation);

    /// <summary>Goes on after a statement that failed.</summary>
    public Task MendAsync(CancellationToken cancellation) => RunAsync("rollback to savepoint kept", cancellation);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private async Task RunAsync(string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, Connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
