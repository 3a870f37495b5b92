using System.Threading.Channels;
using Estrella.Entities;
using Npgsql;

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
            NpgsqlRawCopyStream? stream = null;
            BinaryRows? rows = null;
            IReadOnlyList<EntityField>? fields = null;
            try
            {
                await foreach (var batch in batches.Reader.ReadAllAsync(stop.Token))
                {
                    // Exports that feed other fields of the same entity need another column list.
                    if (stream is null || !batch.Fields.SequenceEqual(fields!))
                    {
                        if (stream is not null)
                            await EndAsync(stream, rows!);
                        fields = batch.Fields;
                        stream = await connection.BeginRawBinaryCopyAsync(table.CopySql(fields), stop.Token);
                        stream.WriteTimeout = Timeout.Infinite;
                        rows = new BinaryRows(stream);
                        rows.Begin();
                    }
                    Write(rows!, batch);
                }
                if (stream is not null)
                    await EndAsync(stream, rows!);
                stream = null;
            }
            finally
            {
                // What is under way is not committed.
                if (stream is not null)
                    await stream.CancelAsync();
            }
        }
        catch (Exception failure)
        {
            batches.Writer.TryComplete(failure);
            throw;
        }
    }

    private static async Task EndAsync(NpgsqlRawCopyStream stream, BinaryRows rows)
    {
        rows.End();
        await stream.DisposeAsync();
    }

    private void Write(BinaryRows rows, EntityBatch batch)
    {
        var cells = StagingTable.RecordColumns.Count + batch.Columns.Length;
        for (var row = 0; row < batch.Count; row++)
        {
            if ((row & 1023) == 0)
                stop.Token.ThrowIfCancellationRequested();
            rows.StartRow(cells);
            rows.Write(batch.FileNo[row]);
            rows.Write(batch.Line[row]);
            rows.Write(batch.Id[row]);
            rows.Write(batch.ContentHash[row]);
            rows.Write(batch.SaidAt[row]);
            rows.Write(batch.IsDeleted[row]);
            Write(rows, batch.Control[row]);
            if (batch.Extras[row] is { } extras)
                rows.WriteJson(extras);
            else
                rows.WriteNull();
            foreach (var column in batch.Columns)
                Write(rows, column, row);
        }
    }

    private static void Write(BinaryRows rows, BatchColumn column, int row)
    {
        switch (column.Kind)
        {
            case CellKind.Text when column.Text[row] is { } text: rows.Write(text); break;
            case CellKind.Number: Write(rows, column.Number[row]); break;
            case CellKind.Whole when column.Whole[row] is { } whole: rows.Write(whole); break;
            case CellKind.Day when column.Day[row] is { } day: rows.Write(day); break;
            case CellKind.Instant when column.Instant[row] is { } instant: rows.Write(instant); break;
            case CellKind.Flag when column.Flag[row] is { } flag: rows.Write(flag); break;
            case CellKind.Text or CellKind.Whole or CellKind.Day or CellKind.Instant or CellKind.Flag: rows.WriteNull(); break;
            default: throw new InvalidOperationException($"no copy for {column.Kind}");
        }
    }

    private static void Write(BinaryRows rows, decimal? number)
    {
        if (number is { } value)
            rows.Write(value);
        else
            rows.WriteNull();
    }
}
