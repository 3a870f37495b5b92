using Estrella.Entities;
using Estrella.Ledger;

namespace Estrella.Sources;

/// <summary>A file to be read.</summary>
/// <param name="FileNo">The ledger's number of the file.</param>
public sealed record FileReading(int FileNo, FileMatch Match)
{
    /// <summary>Key of the hashes that tell rows of a file with a secret column apart; without one they differ from process to process.</summary>
    public ReadOnlyMemory<byte> HashKey { get; init; }

    /// <summary>Where each row stood in the file that held it first, for rows that are brought again; null: here.</summary>
    public IReadOnlyList<RowOrigin>? Origins { get; init; }

    /// <summary>With <see cref="Origins"/>: the number of a record among those whose ids count rows, by what stands before and behind it in the id.</summary>
    public Func<Entity, string, string, int>? NextNumber { get; init; }

    /// <summary>Lines whose rows are handed over as if they were kept out, though nothing is wrong with them; null: none.</summary>
    public IReadOnlySet<int>? Wanted { get; init; }
}

/// <summary>Where a row stood in the file that held it first.</summary>
/// <param name="Number">Of the data row; null: not known.</param>
/// <param name="CountedIds">Ids that count rows, as they were made then.</param>
public sealed record RowOrigin(int Line, long? Number, IReadOnlyList<string> CountedIds)
{
    /// <summary>Of a workbook: what looks like a number or a day is one, as the sheet wrote it.</summary>
    public bool IsOfSheet { get; init; }
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

    /// <summary>The columns of the header and how their cells look.</summary>
    public IReadOnlyList<ColumnLook> Columns { get; init; } = [];

    /// <summary>For <see cref="Holds.AllWithin"/>: the first and last day the file covers; null where it has no rows.</summary>
    public (DateOnly First, DateOnly Last)? Within { get; init; }
}

/// <summary>Where what is read of a file goes.</summary>
/// <param name="Stage">Takes batches of at most 8,192 rows; a batch is not touched again after it was handed over.</param>
/// <param name="KeepOut">Takes rows that cannot be understood.</param>
public sealed record Takers(Func<EntityBatch, ValueTask> Stage, Func<QuarantinedRow, ValueTask> KeepOut)
{
    /// <summary>Nobody takes anything: the file is read for its totals.</summary>
    public static Takers None { get; } = new(_ => ValueTask.CompletedTask, _ => ValueTask.CompletedTask);

    /// <summary>Takes rows set aside.</summary>
    public Func<SetAsideRow, ValueTask> SetAside { get; init; } = _ => ValueTask.CompletedTask;

    /// <summary>Takes contradictions within records that stand in several rows.</summary>
    public Action<CellContradiction> Register { get; init; } = _ => { };
}

/// <summary>Reads one file: rows become batches and rows kept out, in the order of the file, in bounded memory.</summary>
public static class FileReader
{
    /// <exception cref="Foundation.EstrellaException">Exit 4: the file cannot be read as its contract says.</exception>
    public static Task<FileTotals> ReadAsync(FileReading file, Takers takers, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                using var rows = new RowReader(file);
                for (var hasMore = true; hasMore;)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hasMore = rows.Advance();
                    while (rows.KeptOut.TryDequeue(out var row))
                        await takers.KeepOut(row);
                    while (rows.SetAside.TryDequeue(out var row))
                        await takers.SetAside(row);
                    while (rows.Full.TryDequeue(out var batch))
                        await takers.Stage(batch);
                    rows.Contradictions.ForEach(takers.Register);
                    rows.Contradictions.Clear();
                }
                return rows.Totals();
            },
            cancellationToken);
}
