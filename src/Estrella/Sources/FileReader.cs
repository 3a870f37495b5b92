using Estrella.Entities;
using Estrella.Ledger;

namespace Estrella.Sources;

/// <summary>A file to be read.</summary>
/// <param name="FileNo">The ledger's number of the file.</param>
public sealed record FileReading(int FileNo, FileMatch Match)
{
    /// <summary>Key of the hashes that tell rows of a file with a secret column apart; without one they differ from process to process.</summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }
}

/// <summary>Two rows of a file that say different things of one record of which only the first is kept (<c>repeats: first</c>).</summary>
/// <param name="Kept">What the earlier row says, as text.</param>
public sealed record CellContradiction(Entity Entity, string Id, EntityField Field, string Kept, int KeptLine, string Other, int OtherLine);

/// <summary>What the reading of a file came to. Rows = the rows of the batches + repeated + set aside + quarantined.</summary>
public sealed record FileTotals
{
    public required int FileNo { get; init; }

    /// <summary>Data rows: neither header nor layout.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows declared no data of ours.</summary>
    public required long SetAside { get; init; }

    public required long Quarantined { get; init; }

    /// <summary>Rows that made no record of their own: earlier rows of the file had said it all (<c>repeats</c>), or nothing of them was filled (<c>unpivot</c>).</summary>
    public required long Repeated { get; init; }

    /// <summary>Sum of the control amount over all rows; null where the contract names none.</summary>
    public decimal? ControlRows { get; init; }

    public decimal? ControlSetAside { get; init; }

    public decimal? ControlQuarantined { get; init; }

    public decimal? ControlRepeated { get; init; }

    /// <summary>Rows whose control cell is filled and no amount; they are in no control sum.</summary>
    public required long ControlUnreadable { get; init; }

    /// <summary>Lines before the header, blank lines, repeated headers and what the contract skips.</summary>
    public required long LayoutRows { get; init; }

    /// <summary>The file ends within its last row: that row cannot be understood, and no line end follows it.</summary>
    public bool IsCut { get; init; }

    /// <summary>As <see cref="FileChecksum"/> gives it, of the bytes that were read.</summary>
    public required string Checksum { get; init; }

    /// <summary>For <see cref="Holds.AllWithin"/>: the first and last day the file covers; null where it has no rows.</summary>
    public (DateOnly First, DateOnly Last)? Within { get; init; }
}

/// <summary>Reads one file: rows become batches and rows kept out, in the order of the file, in bounded memory.</summary>
public static class FileReader
{
    /// <param name="stage">Takes batches of at most 8,192 rows; a batch is not touched again after it was handed over.</param>
    /// <param name="keepOut">Takes rows that cannot be understood.</param>
    /// <exception cref="Foundation.EstrellaException">Exit 4: the file cannot be read as its contract says.</exception>
    public static Task<FileTotals> ReadAsync(
        FileReading file, Func<EntityBatch, ValueTask> stage, Func<QuarantinedRow, ValueTask> keepOut, CancellationToken cancellationToken) =>
        ReadAsync(file, stage, keepOut, _ => ValueTask.CompletedTask, cancellationToken);

    /// <inheritdoc cref="ReadAsync(FileReading, Func{EntityBatch, ValueTask}, Func{QuarantinedRow, ValueTask}, CancellationToken)"/>
    /// <param name="register">Takes contradictions within records that stand in several rows.</param>
    public static Task<FileTotals> ReadAsync(
        FileReading file,
        Func<EntityBatch, ValueTask> stage,
        Func<QuarantinedRow, ValueTask> keepOut,
        Func<IReadOnlyList<CellContradiction>, ValueTask> register,
        CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                using var rows = new RowReader(file);
                for (var hasMore = true; hasMore;)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hasMore = rows.Advance();
                    while (rows.KeptOut.TryDequeue(out var row))
                    {
                        await keepOut(row);
                    }
                    while (rows.Full.TryDequeue(out var batch))
                    {
                        await stage(batch);
                    }
                    if (rows.Contradictions.Count > 0)
                    {
                        await register([.. rows.Contradictions]);
                        rows.Contradictions.Clear();
                    }
                }
                return rows.Totals();
            },
            cancellationToken);
}
