namespace Estrella.Sources;

internal enum RecordState
{
    Good,

    /// <summary>Nothing but white space: layout, no row.</summary>
    Blank,

    /// <summary>Well formed, but not as many cells as the header.</summary>
    WrongCells,

    /// <summary>A quote is opened and not closed, or stands where none may; only the physical line is taken.</summary>
    BrokenQuote,
}

/// <summary>What a workbook says of a cell beyond its text.</summary>
internal enum CellType : byte
{
    Text,

    /// <summary>A number, written with a point and without groups whatever the contract says of texts.</summary>
    Number,

    /// <summary>A day or a time, written as <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    Time,
}

/// <summary>The records of a table, one at a time: lines of a text, rows of a sheet.</summary>
internal abstract class Records : IDisposable
{
    /// <summary>The bytes the current record and its cells point into.</summary>
    private protected byte[] text = [];
    private protected int start;
    private protected int length;
    private protected int[] starts = new int[16];
    private protected int[] lengths = new int[16];
    private protected bool[] escaped = new bool[16];

    /// <summary>The number of cells a record must have; 0: any.</summary>
    public int Expected { get; set; }

    /// <summary>
    /// The fewest cells a record must have, less than <see cref="Expected"/> where the last columns of the header have
    /// no name: rows then may end before them.
    /// </summary>
    public int Least { get; set; }

    /// <summary>
    /// No cell may hold a line break, and blank cells behind the header's last are too many; for files in which a
    /// merged or shifted row would be dangerous.
    /// </summary>
    public bool IsStrict { get; init; }

    public RecordState State { get; private protected set; }

    /// <summary>Line or row of the sheet on which the record begins, 1 for the first.</summary>
    public int Line { get; private protected set; }

    /// <summary>Physical lines the record spans.</summary>
    public int Lines { get; private protected set; } = 1;

    public int CellCount { get; private protected set; }

    /// <summary>Where the record begins in the unpacked file, 0 for its first byte; -1: it is no text.</summary>
    public virtual long Offset => -1;

    /// <summary>The line of a broken quote holds an odd number of quotes: the row may go on below it.</summary>
    public virtual bool IsOpenEnded => false;

    /// <summary>No line end stands behind the record: the file ends with it.</summary>
    public virtual bool HasNoLineEnd => false;

    /// <summary>The record without its line end.</summary>
    public ReadOnlySpan<byte> Raw => text.AsSpan(start, length);

    /// <summary>The bytes between the delimiters, without quotes around them.</summary>
    public ReadOnlySpan<byte> Cell(int at) => text.AsSpan(starts[at], lengths[at]);

    /// <summary>The cell holds doubled quotes.</summary>
    public bool IsEscaped(int at) => escaped[at];

    public virtual CellType TypeOf(int at) => CellType.Text;

    /// <summary>The cell in which a byte of <see cref="Raw"/> stands.</summary>
    public int CellAt(int offset)
    {
        var cell = CellCount - 1;
        while (cell > 0 && starts[cell] > start + offset)
        {
            cell--;
        }
        return cell;
    }

    /// <summary>The first cell that is not blank and the one behind it, -1: there is none.</summary>
    public (int First, int Second) Filled()
    {
        var first = -1;
        for (var at = 0; at < CellCount; at++)
        {
            if (Cell(at).Trim(" \t\r\n"u8).IsEmpty)
            {
                continue;
            }
            if (first >= 0)
            {
                return (first, at);
            }
            first = at;
        }
        return (first, -1);
    }

    /// <summary>Takes the next record; false at the end of the file.</summary>
    public abstract bool Read();

    /// <summary>Takes one physical line whatever stands in it; for the lines before the header.</summary>
    public abstract bool SkipLine();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Dispose(bool disposing);

    private protected void Room(int cells)
    {
        if (cells > starts.Length)
        {
            var size = Math.Max(cells, starts.Length * 2);
            Array.Resize(ref starts, size);
            Array.Resize(ref lengths, size);
            Array.Resize(ref escaped, size);
        }
    }

    /// <summary>Whether a record has the cells of the header; blank ones too many at its end are none.</summary>
    private protected bool HasCellsOfHeader(int cells)
    {
        if (Expected == 0 || cells == Expected)
        {
            return true;
        }
        if (IsStrict)
        {
            return false;
        }
        for (var at = Expected; at < cells; at++)
        {
            if (!Cell(at).Trim(" \t\r"u8).IsEmpty)
            {
                return false;
            }
        }
        return cells > Expected || (Least > 0 && cells >= Least);
    }
}
