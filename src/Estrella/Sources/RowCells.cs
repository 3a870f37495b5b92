using System.Text;
using Estrella.Ledger;

namespace Estrella.Sources;

/// <summary>
/// The cells of the row being read, as the rules of a contract see them: trimmed, unquoted, and empty where a
/// word for missing stands. A column an optional name did not find is -1 and always blank.
/// </summary>
internal sealed class RowCells
{
    private readonly CsvRecords records;
    private readonly byte[][] empty;
    private readonly byte quote;
    private byte[] scratch = new byte[1024];
    private int used;

    public RowCells(CsvRecords records, FileHeader header, ReadOptions read)
    {
        this.records = records;
        Header = header;
        empty = [.. read.Empty.Select(Encoding.UTF8.GetBytes)];
        quote = (byte)(read.Quote ?? '"');
    }

    public FileHeader Header { get; }

    /// <summary>Number of the data row in its file, 1 for the first.</summary>
    public long Number { get; set; }

    public int Line => records.Line;

    /// <summary>Tells records apart, layout included; what is found out once a record is kept by it.</summary>
    public long Stamp { get; private set; }

    /// <summary>The wide column that stands behind the virtual columns of an unpivoted row, or -1.</summary>
    public int Unpivoted { get; set; } = -1;

    /// <summary>Values may be quoted in problems.</summary>
    public bool ShowsValues { get; init; } = true;

    public List<CellProblem> Problems { get; private set; } = [];

    /// <summary>Called when a row begins.</summary>
    public void Begin()
    {
        used = 0;
        Unpivoted = -1;
        Stamp++;
        if (Problems.Count > 0)
        {
            Problems = [];
        }
    }

    /// <summary>The text of a cell; empty: blank.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        if (column >= Header.Names.Count)
        {
            return Unpivoted < 0 ? [] : column == Header.Names.Count ? Header.Bytes[Unpivoted] : Text(Unpivoted);
        }
        if (column < 0 || column >= records.CellCount)
        {
            return [];
        }
        var text = Trim(records.IsEscaped(column) ? Unescape(records.Cell(column)) : records.Cell(column));
        foreach (var word in empty)
        {
            if (text.SequenceEqual(word))
            {
                return [];
            }
        }
        return text;
    }

    public string String(int column) => Encoding.UTF8.GetString(Text(column));

    /// <summary>Room for a text that a rule makes; valid until the next row.</summary>
    public Span<byte> Scratch(int count)
    {
        if (scratch.Length - used < count)
        {
            // Spans of the old room stay valid: the array lives as long as they do.
            scratch = new byte[Math.Max(scratch.Length * 2, count)];
            used = 0;
        }
        used += count;
        return scratch.AsSpan(used - count, count);
    }

    /// <summary>Notes that a cell cannot be taken.</summary>
    /// <param name="expected">Ends the sentence "Total is 'N/A', expected ...".</param>
    public void Refuse(int column, string rule, string expected, string remedy, ReadOnlySpan<byte> text)
    {
        var isVirtual = column >= Header.Names.Count;
        var position = isVirtual ? Unpivoted : column;
        var name = position < 0 ? null : Header.Names[position];
        var value = ShowsValues ? Encoding.UTF8.GetString(text) : null;
        // Personal data stay out of messages; the value itself stands in the quarantine, which readers do not see.
        var shown = value is null || (position >= 0 && Header.IsPersonal[position]) ? "cannot be taken" : $"is '{Shorten(value)}'";
        Problems.Add(new CellProblem(position < 0 ? null : position + 1, name, value, rule, $"{name ?? "the row"} {shown}, expected {expected}", remedy));
    }

    /// <summary>Notes what is wrong with the row, or with a cell of it whose text is not quoted.</summary>
    /// <param name="column">-1: the row as a whole.</param>
    public void RefuseRow(string rule, string message, string remedy, int column = -1)
    {
        var position = column >= Header.Names.Count ? Unpivoted : column;
        Problems.Add(new CellProblem(position < 0 ? null : position + 1, position < 0 ? null : Header.Names[position], null, rule, message, remedy));
    }

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..60] + "…";

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || (text[0] > ' ' && text[^1] > ' '))
        {
            return text;
        }
        return text.Trim(" \t\r\n"u8);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> cell)
    {
        var text = Scratch(cell.Length);
        var count = 0;
        for (var at = 0; at < cell.Length; at++)
        {
            text[count++] = cell[at];
            if (cell[at] == quote)
            {
                at++;
            }
        }
        return text[..count];
    }
}

/// <summary>The columns of a file.</summary>
internal sealed class FileHeader
{
    public FileHeader(IReadOnlyList<string> names, int line, IReadOnlyList<string> personal, IReadOnlyList<string> secret)
    {
        Names = names;
        Line = line;
        Bytes = [.. names.Select(Encoding.UTF8.GetBytes)];
        IsPersonal = [.. names.Select(name => personal.Any(pattern => ColumnName.Fits(name, pattern)))];
        IsSecret = [.. names.Select(name => secret.Any(pattern => ColumnName.Fits(name, pattern)))];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Line on which the header stands.</summary>
    public int Line { get; }

    public byte[][] Bytes { get; }

    public bool[] IsPersonal { get; }

    public bool[] IsSecret { get; }
}
