using System.Data;
using Npgsql;

namespace Estrella.Questions;

/// <summary>One repeatable-read, read-only view of the warehouse: rows, coverage and notes belong together.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, this.transaction) = (connection, transaction);

    public NpgsqlConnection Connection { get; }

    public static async Task<Snapshot> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            // Compiling a plan costs more than these plans run; sorts and hashes of an answer deserve more than the default.
            await using var settings = new NpgsqlCommand("set transaction read only; set local jit = off; set local work_mem = '64MB'", connection);
            await settings.ExecuteNonQueryAsync(cancellation);
            return new Snapshot(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
