using System.Text;
using Estrella.Ledger;

namespace Estrella.Sources;

/// <summary>
/// The cells of the row being read, as the rules of a contract see them: trimmed, unquoted, and empty where a
/// word for missing stands. A column an optional name did not find is -1 and always blank.
/// </summary>
internal sealed class RowCells
{
    private readonly Records records;
    private readonly byte[][] empty;
    private readonly byte quote;
    private byte[] scratch = new byte[1024];
    private int used;

    public RowCells(Records records, FileHeader header, ReadOptions read)
    {
        this.records = records;
        Header = header;
        empty = [.. read.Empty.Select(Encoding.UTF8.GetBytes)];
        quote = (byte)(read.Quote ?? '"');
    }

    public FileHeader Header { get; }

    /// <summary>What rows above say for this one; null: the export carries nothing down.</summary>
    public CarriedCells? Carried { get; set; }

    /// <summary>Behind the header stand the two columns of an unpivoted row, then those carried down.</summary>
    public static int FirstCarried(FileHeader header) => header.Names.Count + 2;

    /// <summary>Number of the data row in its file, 1 for the first.</summary>
    public long Number { get; set; }

    public int Line => Origin?.Line ?? records.Line;

    /// <summary>Where the row stood in the file that held it first; null: here.</summary>
    public RowOrigin? Origin { get; set; }

    /// <summary>The cell as the file holds it: not trimmed, and a word for missing as it stands.</summary>
    public string Original(int column) => Encoding.UTF8.GetString(records.IsEscaped(column) ? Unescape(records.Cell(column)) : records.Cell(column));

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
        if (column >= FirstCarried(Header))
        {
            return Carried!.Cell(column - FirstCarried(Header));
        }
        if (column >= Header.Names.Count)
        {
            return Unpivoted < 0 ? [] : column == Header.Names.Count ? Header.Bytes[Unpivoted] : Text(Unpivoted);
        }
        if (column < 0 || column >= records.CellCount)
        {
            return [];
        }
        var text = Trim(records.IsEscaped(column) ? Unescape(records.Cell(column)) : records.Cell(column));
        if (text is [(byte)'=', (byte)'"', .., (byte)'"'])
        {
            // ="0012", as Excel writes a text that looks like a number.
            text = Trim(text[2..^1]);
        }
        foreach (var word in empty)
        {
            if (text.SequenceEqual(word))
            {
                return [];
            }
        }
        return text;
    }

    /// <summary>What a workbook says of the cell; texts say nothing.</summary>
    public CellType TypeOf(int column)
    {
        if (column >= Header.Names.Count)
        {
            return Unpivoted < 0 || column != Header.Names.Count + 1 ? CellType.Text : TypeOf(Unpivoted);
        }
        if (Origin is { IsOfSheet: true } && column >= 0 && Text(column) is { IsEmpty: false } text)
        {
            return CellLooks.Of(text) switch
            {
                CellLook.Whole or CellLook.Decimal or CellLook.Float => CellType.Number,
                CellLook.IsoDate => CellType.Time,
                _ => CellType.Text,
            };
        }
        return column < 0 ? CellType.Text : records.TypeOf(column);
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

