namespace Estrella.Entities;

/// <summary>
/// Rows of one entity on their way from the reader to staging, column by column, so that a value is
/// neither boxed nor turned into text again. Filled once, written once.
/// </summary>
public sealed class EntityBatch(Entity entity, IReadOnlyList<EntityField> fields, int capacity)
{
    public Entity Entity { get; } = entity;

    /// <summary>The fields this export feeds; the others are null in every row.</summary>
    public IReadOnlyList<EntityField> Fields { get; } = fields;

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public int Capacity { get; } = capacity;

    public int[] FileNo { get; } = new int[capacity];
    public int[] Line { get; } = new int[capacity];

    /// <summary>The natural id; never null.</summary>
    public string[] Id { get; } = new string[capacity];
    public Guid[] ContentHash { get; } = new Guid[capacity];

    /// <summary>From when the record holds, UTC; <see cref="DateTime.MinValue"/> is -infinity.</summary>
    public DateTime[] SaidAt { get; } = new DateTime[capacity];
    public bool[] IsDeleted { get; } = new bool[capacity];

    /// <summary>The row's control amount; on the first entity the row feeds, null on the others.</summary>
    public decimal?[] Control { get; } = new decimal?[capacity];

    /// <summary>JSON object of the columns nobody mapped; on the first entity the row feeds.</summary>
    public string?[] Extras { get; } = new string?[capacity];

    public BatchColumn[] Columns { get; } = [.. fields.Select(field => new BatchColumn(field.Kind, capacity))];

    /// <summary>Begins the next row and returns its index; all its cells are null until set.</summary>
    public int Add(int fileNo, int line, string id)
    {
        var row = Count++;
        FileNo[row] = fileNo;
        Line[row] = line;
        Id[row] = id;
        return row;
    }
}

/// <summary>One column of a batch; which array is there follows from its kind.</summary>
public sealed class BatchColumn(CellKind kind, int capacity)
{
    public CellKind Kind { get; } = kind;
    public string?[] Text { get; } = kind == CellKind.Text ? new string?[capacity] : [];
    public decimal?[] Number { get; } = kind == CellKind.Number ? new decimal?[capacity] : [];
    public long?[] Whole { get; } = kind == CellKind.Whole ? new long?[capacity] : [];
    public DateOnly?[] Day { get; } = kind == CellKind.Day ? new DateOnly?[capacity] : [];
    public DateTime?[] Instant { get; } = kind == CellKind.Instant ? new DateTime?[capacity] : [];
    public bool?[] Flag { get; } = kind == CellKind.Flag ? new bool?[capacity] : [];
}
