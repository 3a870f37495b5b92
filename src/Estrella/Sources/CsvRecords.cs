using System.Text;
using System.Text.Unicode;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>
/// Cuts UTF-8 bytes into records and cells, strictly: a quote opens only at the beginning of a cell, and what
/// follows its closing is a delimiter or the end of the line. A broken quote costs its own physical line and
/// nothing behind it: reading goes on at the next line. Holds one record at a time; memory is bounded by
/// <see cref="LongestLine"/>. Why not a library: <c>docs/decisions/0006-contract-format.md</c>.
/// </summary>
/// <param name="otherwise">What a record that is no UTF-8 is written in, a superset of ASCII with a byte a letter; null: it stays as it is.</param>
internal sealed class CsvRecords(Stream stream, char delimiter, char? quote, string path, Encoding? otherwise = null) : Records
{
    /// <summary>A quoted cell that is not closed within so many bytes is broken.</summary>
    public const int LongestRecord = 1 << 20;

    public const int LongestLine = 16 << 20;

    private byte delimiter = (byte)delimiter;

    // Without quotes the line break stands in for them: IndexOfAny then looks for two signs.
    private readonly byte quote = quote is { } sign ? (byte)sign : (byte)'\n';
    private readonly bool hasQuote = quote is not null;
    private RowLook look = new((byte)delimiter, (byte)(quote ?? '"'));
    private byte newline = (byte)'\n';
    private byte[] buffer = new byte[256 << 10];
    private byte[] recoded = [];
    private long passed;
    private int next;
    private int end;
    private bool isDry;
    private bool isBegun;
    private int nextLine = 1;
    private int begins;
    private int ends;

    /// <inheritdoc/>
    public override long Offset => passed + begins;

    /// <inheritdoc/>
    public override bool HasNoLineEnd => next == ends;

    /// <inheritdoc/>
    public override bool IsOpenEnded => State == RecordState.BrokenQuote && Raw.Count(quote) % 2 == 1;

    /// <inheritdoc/>
    public override bool Read() => Take(isLine: false);

    /// <inheritdoc/>
    public override bool SkipLine() => Take(isLine: true);

    private protected override void Dispose(bool disposing) => stream.Dispose();

    private bool Take(bool isLine)
    {
        if (!isBegun)
        {
            Begin();
        }
        text = buffer;
        start = next;
        Line = nextLine;
        while (!(isLine ? TryTakeLine() : TryCut()))
        {
            Fill();
        }
        nextLine = Line + Lines;
        begins = start;
        ends = start + length;
        if (otherwise is not null && !Utf8.IsValid(Raw))
        {
            Recode();
        }
        return ends > begins || next > begins;
    }

    /// <summary>Writes the record anew as UTF-8, out of the encoding of those that are none.</summary>
    private void Recode()
    {
        // A letter of a code page takes at most three bytes.
        if (recoded.Length < length * 3)
        {
            recoded = new byte[length * 3];
        }
        var to = 0;
        var from = start;
        for (var at = 0; at < CellCount; at++)
        {
            to += Recode(from, starts[at], to);
            var size = Recode(starts[at], starts[at] + lengths[at], to);
            from = starts[at] + lengths[at];
            (starts[at], lengths[at]) = (to, size);
            to += size;
        }
        length = to + Recode(from, start + length, to);
        start = 0;
        text = recoded;
    }

    private int Recode(int from, int until, int to) => until <= from ? 0 : Encoding.UTF8.GetBytes(otherwise!.GetString(buffer, from, until - from), recoded.AsSpan(to));

    private void Begin()
    {
        isBegun = true;
        Fill();
        if (end >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF)
        {
            next = 3;
        }
        TakeOwnDelimiter();
        // Files of old Macintosh programs end their lines with CR alone.
        var seen = buffer.AsSpan(0, end);
        if (!seen.Contains((byte)'\n') && seen.Contains((byte)'\r'))
        {
            newline = (byte)'\r';
        }
    }

    /// <summary>A first line <c>sep=;</c>, as Excel writes and reads it, says the delimiter and is no record.</summary>
    private void TakeOwnDelimiter()
    {
        var line = buffer.AsSpan(next, end - next);
        if (line.Length < 6 || !Ascii.EqualsIgnoreCase(line[..4], "sep="u8) || line[5] is not ((byte)'\r' or (byte)'\n'))
        {
            return;
        }
        delimiter = line[4];
        look = new RowLook(delimiter, hasQuote ? quote : (byte)'"');
        next += line[5] == '\r' && line.Length > 6 && line[6] == '\n' ? 7 : 6;
        nextLine++;
    }

    private bool TryCut()
    {
        var cells = 0;
        var at = start;
        var isQuoted = false;
        while (true)
        {
            int cellEnd;
            Room(cells + 1);
            // Excel writes ="0012" for a text that looks like a number.
            var sign = hasQuote && at < end && buffer[at] == '=' ? 1 : 0;
            if (sign > 0 && at + 1 == end && !isDry)
            {
                return false;
            }
            if (hasQuote && at + sign < end && buffer[at + sign] == quote)
            {
                isQuoted = true;
                switch (Quoted(at + sign, cells, out cellEnd))
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
            if (State == RecordState.Good && Lines == 1 && Expected > 0 && CellCount == Expected)
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
        if (State == RecordState.WrongCells || IsStrict)
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
        State = !isQuoted && IsBlank() ? RecordState.Blank
            : HasCellsOfHeader(cells) ? RecordState.Good
            : RecordState.WrongCells;
    }

    /// <summary>Nothing but white space and delimiters, as spreadsheets write rows nobody filled.</summary>
    private bool IsBlank() => length == 0
        || ((text[start] <= ' ' || text[start] == delimiter) && Raw.IndexOfAnyExcept([delimiter, (byte)' ', (byte)'\t', (byte)'\r']) < 0);

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
        escaped[0] = false;
        Take(stop, 1, false);
        return true;
    }

    /// <summary>Reads on; the current record stays whole and moves to the front.</summary>
    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            passed += start;
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
            text = buffer;
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        isDry = read == 0;
    }
}
