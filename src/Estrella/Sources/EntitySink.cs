using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>A record on its way into a batch.</summary>
internal readonly record struct RecordFrame(int Line, string Id, Guid Hash, long SaidAt, bool IsDeleted, decimal? Control, string? Extras);

/// <summary>Fills the batches of one entity; full ones go to a queue that the reading empties.</summary>
internal sealed class EntitySink(Entity entity, IReadOnlyList<EntityField> fields, int fileNo, Queue<EntityBatch> full)
{
    private const int Capacity = 8_192;

    private EntityBatch? batch;

    public Entity Entity { get; } = entity;

    public IReadOnlyList<EntityField> Fields { get; } = fields;

    /// <param name="values">In the order of <paramref name="columns"/>, which are positions in <see cref="Fields"/>.</param>
    public void Write(in RecordFrame record, CellValue[] values, int[] columns)
    {
        batch ??= new EntityBatch(Entity, Fields, Capacity);
        var row = batch.Add(fileNo, record.Line, record.Id);
        batch.ContentHash[row] = record.Hash;
        batch.SaidAt[row] = new DateTime(record.SaidAt, DateTimeKind.Utc);
        batch.IsDeleted[row] = record.IsDeleted;
        batch.Control[row] = record.Control;
        batch.Extras[row] = record.Extras;
        for (var at = 0; at < columns.Length; at++)
        {
            if (values[at].IsFilled)
            {
                Set(batch.Columns[columns[at]], row, values[at]);
            }
        }
        if (batch.IsFull)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (batch is { Count: > 0 })
        {
            full.Enqueue(batch);
        }
        batch = null;
    }

    private static void Set(BatchColumn column, int row, in CellValue value)
    {
        switch (column.Kind)
        {
            case CellKind.Text: column.Text[row] = value.Text; break;
            case CellKind.Number: column.Number[row] = Amount(value.Bits); break;
            case CellKind.Whole: column.Whole[row] = value.Bits; break;
            case CellKind.Day: column.Day[row] = DateOnly.FromDayNumber((int)value.Bits); break;
            case CellKind.Instant: column.Instant[row] = new DateTime(value.Bits, DateTimeKind.Utc); break;
            default: column.Flag[row] = value.Bits == 1; break;
        }
    }

    /// <summary>Ten-thousandths as a decimal of scale 4, the scale of numeric(18,4).</summary>
    public static decimal Amount(long tenThousandths)
    {
        var size = (ulong)Math.Abs(tenThousandths);
        return new decimal((int)size, (int)(size >> 32), 0, tenThousandths < 0, 4);
    }
}
