using System.Threading.Channels;
using Estrella.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Staging;

/// <summary>
/// One long COPY into one landing table, on its own connection and thread: the reader parses the next batch while
/// this one encodes the last.
/// </summary>
internal sealed class StagingCopy : IAsyncDisposable
{
    private const int BatchesWaiting = 3;

    private readonly Channel<EntityBatch> batches = Channel.CreateBounded<EntityBatch>(
        new BoundedChannelOptions(BatchesWaiting) { SingleReader = true });
    private readonly CancellationTokenSource stop = new();
    private readonly string connectionString;
    private readonly StagingTable table;

    public StagingCopy(string connectionString, StagingTable table)
    {
        this.connectionString = connectionString;
        this.table = table;
        Ended = Task.Run(CopyAsync);
    }

    /// <summary>Done when the last batch is committed; faulted with what went wrong.</summary>
    public Task Ended { get; }

    public async ValueTask WriteAsync(EntityBatch batch, CancellationToken cancellation)
    {
        try
        {
            await batches.Writer.WriteAsync(batch, cancellation);
        }
        catch (ChannelClosedException)
        {
            // The copy failed: its own exception says why, the closed channel does not.
            await Ended;
            throw;
        }
    }

    public void End() => batches.Writer.TryComplete();

    /// <summary>Stops without committing what is under way; what it failed with no longer matters.</summary>
    public async ValueTask DisposeAsync()
    {
        batches.Writer.TryComplete();
        await stop.CancelAsync();
        await Ended.ContinueWith(static _ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private async Task CopyAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(stop.Token);
            NpgsqlBinaryImporter? importer = null;
            IReadOnlyList<EntityField>? fields = null;
            try
            {
                await foreach (var batch in batches.Reader.ReadAllAsync(stop.Token))
                {
                    // Exports that feed other fields of the same entity need another column list.
                    if (importer is null || !batch.Fields.SequenceEqual(fields!))
                    {
                        if (importer is not null)
                            await EndAsync(importer, stop.Token);
                        fields = batch.Fields;
                        importer = await connection.BeginBinaryImportAsync(table.CopySql(fields), stop.Token);
                        importer.Timeout = TimeSpan.Zero;
                    }
                    Write(importer, batch);
                }
                if (importer is not null)
                    await EndAsync(importer, stop.Token);
                importer = null;
            }
            finally
            {
                if (importer is not null)
                    await importer.DisposeAsync();
            }
        }
        catch (Exception failure)
        {
            batches.Writer.TryComplete(failure);
            throw;
        }
    }

    private static async Task EndAsync(NpgsqlBinaryImporter importer, CancellationToken cancellation)
    {
        await importer.CompleteAsync(cancellation);
        await importer.DisposeAsync();
    }

    private void Write(NpgsqlBinaryImporter importer, EntityBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            if ((row & 1023) == 0)
                stop.Token.ThrowIfCancellationRequested();
            importer.StartRow();
            importer.Write(batch.FileNo[row], NpgsqlDbType.Integer);
            importer.Write(batch.Line[row], NpgsqlDbType.Integer);
            importer.Write(batch.Id[row], NpgsqlDbType.Text);
            importer.Write(batch.ContentHash[row], NpgsqlDbType.Uuid);
            importer.Write(InUtc(batch.SaidAt[row]), NpgsqlDbType.TimestampTz);
            importer.Write(batch.IsDeleted[row], NpgsqlDbType.Boolean);
            Write(importer, batch.Control[row], NpgsqlDbType.Numeric);
            Write(importer, batch.Extras[row], NpgsqlDbType.Jsonb);
            foreach (var column in batch.Columns)
                Write(importer, column, row);
        }
    }

    private static void Write(NpgsqlBinaryImporter importer, BatchColumn column, int row)
    {
        switch (column.Kind)
        {
            case CellKind.Text: Write(importer, column.Text[row], NpgsqlDbType.Text); break;
            case CellKind.Number: Write(importer, column.Number[row], NpgsqlDbType.Numeric); break;
            case CellKind.Whole: Write(importer, column.Whole[row], NpgsqlDbType.Bigint); break;
            case CellKind.Day: Write(importer, column.Day[row], NpgsqlDbType.Date); break;
            case CellKind.Instant: Write(importer, InUtc(column.Instant[row]), NpgsqlDbType.TimestampTz); break;
            case CellKind.Flag: Write(importer, column.Flag[row], NpgsqlDbType.Boolean); break;
            default: throw new InvalidOperationException($"no copy for {column.Kind}");
        }
    }

    private static void Write(NpgsqlBinaryImporter importer, string? value, NpgsqlDbType type)
    {
        if (value is null)
            importer.WriteNull();
        else
            importer.Write(value, type);
    }

    private static void Write<T>(NpgsqlBinaryImporter importer, T? value, NpgsqlDbType type) where T : struct
    {
        if (value is { } cell)
            importer.Write(cell, type);
        else
            importer.WriteNull();
    }

    // Batches are in UTC by definition; a value without a kind would be refused. DateTime.MinValue becomes -infinity.
    private static DateTime InUtc(DateTime instant) => DateTime.SpecifyKind(instant, DateTimeKind.Utc);

    private static DateTime? InUtc(DateTime? instant) => instant is { } given ? InUtc(given) : null;
}
