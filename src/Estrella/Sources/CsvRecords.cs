using Estrella.Foundation;

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

/// <summary>
/// Cuts UTF-8 bytes into records and cells, strictly: a quote opens only at the beginning of a cell, and what
/// follows its closing is a delimiter or the end of the line. A broken quote costs its own physical line and
/// nothing behind it: reading goes on at the next line. Holds one record at a time; memory is bounded by
/// <see cref="LongestLine"/>. Why not a library: <c>docs/decisions/0006-contract-format.md</c>.
/// </summary>
internal sealed class CsvRecords(Stream stream, char delimiter, char? quote, string path)
{
    /// <summary>A quoted cell that is not closed within so many bytes is broken.</summary>
    public const int LongestRecord = 1 << 20;

    public const int LongestLine = 16 << 20;

    private readonly byte delimiter = (byte)delimiter;

    // Without quotes the line break stands in for them: IndexOfAny then looks for two signs.
    private readonly byte quote = quote is { } sign ? (byte)sign : (byte)'\n';
    private readonly bool hasQuote = quote is not null;
    private readonly RowLook look = new((byte)delimiter, (byte)(quote ?? '"'));
    private byte newline = (byte)'\n';
    private byte[] buffer = new byte[256 << 10];
    private int start;
    private int next;
    private int end;
    private bool isDry;
    private bool isBegun;
    private int nextLine = 1;
    private int length;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private bool[] escaped = new bool[16];

    /// <summary>The number of cells a record must have; 0: any.</summary>
    public int Expected { get; set; }

    /// <summary>No cell may hold a line break; for files in which a merged row would be dangerous.</summary>
    public bool IsSingleLine { get; init; }

    public RecordState State { get; private set; }

    /// <summary>Line on which the record begins, 1 for the first.</summary>
    public int Line { get; private set; }

    /// <summary>Physical lines the record spans.</summary>
    public int Lines { get; private set; }

    public int CellCount { get; private set; }

    /// <summary>No line end stands behind the record: the file ends with it.</summary>
    public bool HasNoLineEnd => next == start + length;

    /// <summary>The record without its line end.</summary>
    public ReadOnlySpan<byte> Raw => buffer.AsSpan(start, length);

    /// <summary>The bytes between the delimiters, without quotes around them.</summary>
    public ReadOnlySpan<byte> Cell(int at) => buffer.AsSpan(starts[at], lengths[at]);

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

    /// <summary>The cell holds doubled quotes.</summary>
    public bool IsEscaped(int at) => escaped[at];

    /// <summary>The line of a broken quote holds an odd number of quotes: the row may go on below it.</summary>
    public bool IsOpenEnded => State == RecordState.BrokenQuote && Raw.Count(quote) % 2 == 1;

    /// <summary>Takes the next record; false at the end of the file.</summary>
    public bool Read()
    {
        if (!isBegun)
        {
            Begin();
        }
        start = next;
        Line = nextLine;
        while (!TryCut())
        {
            Fill();
        }
        nextLine = Line + Lines;
        return length > 0 || next > start;
    }

    /// <summary>Takes one physical line whatever stands in it; for the lines before the header.</summary>
    public bool SkipLine()
    {
        if (!isBegun)
        {
            Begin();
        }
        start = next;
        Line = nextLine;
        while (!TryTakeLine())
        {
            Fill();
        }
        nextLine = Line + Lines;
        return next > start;
    }

    private void Begin()
    {
        isBegun = true;
        Fill();
        if (end >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF)
        {
            next = 3;
        }
        // Files of old Macintosh programs end their lines with CR alone.
        var seen = buffer.AsSpan(0, end);
        if (!seen.Contains((byte)'\n') && seen.Contains((byte)'\r'))
        {
            newline = (byte)'\r';
        }
    }

    private bool TryCut()
    {
        var cells = 0;
        var at = start;
        var isQuoted = false;
        while (true)
        {
            int cellEnd;
            if (cells == starts.Length)
            {
                Array.Resize(ref starts, cells * 2);
                Array.Resize(ref lengths, cells * 2);
                Array.Resize(ref escaped, cells * 2);
            }
            if (hasQuote && at < end && buffer[at] == quote)
            {
                isQuoted = true;
                switch (Quoted(at, cells, out cellEnd))
                {
                    case Cut.NeedsMore:
                        return false;
                    case Cut.Broken:
                        return TryTakeBroken();
                }
            }
            else
            {
                var found = buffer.AsSpan(at, end - at).IndexOfAny(delimiter, newline, quote);
                if (found < 0 && !isDry)
                {
                    return false;
                }
                cellEnd = found < 0 ? end : at + found;
                if (hasQuote && found >= 0 && buffer[cellEnd] == quote)
                {
                    return TryTakeBroken();
                }
                starts[cells] = at;
                lengths[cells] = cellEnd - at;
                escaped[cells] = false;
            }
            cells++;
            if (cellEnd < end && buffer[cellEnd] == delimiter)
            {
                at = cellEnd + 1;
                continue;
            }
            Take(cellEnd, cells, isQuoted);
            if (isQuoted && Lines > 1 && SwallowsRows())
            {
                return TryTakeBroken();
            }
            if (State == RecordState.Good && Lines == 1 && Expected > 0)
            {
                look.See(this);
            }
            return true;
        }
    }

    /// <summary>
    /// Whether a record of several lines is more likely a quote that was never closed, met by a stray one further
    /// down: its cells are not as many as the header's, or each line below the first looks like a row of its own.
    /// The lines below the first then get their chance.
    /// </summary>
    private bool SwallowsRows()
    {
        if (Expected == 0)
        {
            return false;
        }
        if (CellCount != Expected || IsSingleLine)
        {
            return true;
        }
        if (!look.CanJudge(Lines - 1))
        {
            return false;
        }
        var isFirst = true;
        foreach (var line in Raw.Split(newline))
        {
            if (!isFirst && !look.Fits(Raw[line]))
            {
                return false;
            }
            isFirst = false;
        }
        return true;
    }

    private enum Cut
    {
        Good,
        NeedsMore,
        Broken,
    }

    /// <summary>A quoted cell, from its opening quote to the delimiter, line end or end of file behind it.</summary>
    private Cut Quoted(int at, int cell, out int cellEnd)
    {
        var isEscaped = false;
        var from = at + 1;
        cellEnd = 0;
        while (true)
        {
            var found = buffer.AsSpan(from, end - from).IndexOf(quote);
            if (found < 0)
            {
                return isDry || end - start > LongestRecord ? Cut.Broken : Cut.NeedsMore;
            }
            from += found + 1;
            if (from == end && !isDry)
            {
                return Cut.NeedsMore;
            }
            if (from < end && buffer[from] == quote)
            {
                isEscaped = true;
                from++;
                continue;
            }
            break;
        }
        if (from - start > LongestRecord)
        {
            return Cut.Broken;
        }
        starts[cell] = at + 1;
        lengths[cell] = from - at - 2;
        escaped[cell] = isEscaped;
        cellEnd = from;
        if (from == end || buffer[from] == delimiter || buffer[from] == newline)
        {
            return Cut.Good;
        }
        if (buffer[from] != '\r')
        {
            return Cut.Broken;
        }
        if (from + 1 == end && !isDry)
        {
            return Cut.NeedsMore;
        }
        cellEnd = from + 1;
        return cellEnd == end || buffer[cellEnd] == newline ? Cut.Good : Cut.Broken;
    }

    /// <summary>Ends the record before the line end at <paramref name="stop"/>.</summary>
    private void Take(int stop, int cells, bool isQuoted)
    {
        next = Math.Min(stop + 1, end);
        length = stop - start;
        if (newline == '\n' && length > 0 && buffer[stop - 1] == '\r')
        {
            length--;
            if (starts[cells - 1] + lengths[cells - 1] == stop)
            {
                lengths[cells - 1]--;
            }
        }
        CellCount = cells;
        Lines = isQuoted ? Raw.Count(newline) + 1 : 1;
        State = cells == 1 && !isQuoted && Raw.Trim(" \t\r"u8).IsEmpty ? RecordState.Blank
            : Expected > 0 && cells != Expected ? RecordState.WrongCells
            : RecordState.Good;
    }

    private bool TryTakeBroken()
    {
        if (!TryTakeLine())
        {
            return false;
        }
        State = RecordState.BrokenQuote;
        return true;
    }

    private bool TryTakeLine()
    {
        var found = buffer.AsSpan(start, end - start).IndexOf(newline);
        if (found < 0 && !isDry)
        {
            return false;
        }
        var stop = found < 0 ? end : start + found;
        starts[0] = start;
        lengths[0] = stop - start;
        Take(stop, 1, false);
        return true;
    }

    /// <summary>Reads on; the current record stays whole and moves to the front.</summary>
    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            next -= start;
            start = 0;
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= LongestLine)
            {
                throw new EstrellaException(
                    ExitCode.DecisionMissing,
                    $"{path}:{Line}:1: the line is longer than {LongestLine >> 20} MiB, expected rows that end with a line break",
                    "check that the file is a CSV export and was written to its end");
            }
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        isDry = read == 0;
    }
}
