using System.Globalization;
using System.Text;
using System.Xml;
using Estrella.Foundation;

namespace Estrella.Sources.Workbooks;

/// <summary>
/// The rows of a sheet as records. <see cref="Records.Line"/> is the row's number in the sheet; the raw text is the row
/// as it would stand in a text of the contract's delimiter, numbers with a point and times as yyyy-MM-dd HH:mm:ss.
/// </summary>
internal sealed class SheetRecords : Records
{
    private const int MostColumns = 16_384;

    private readonly Workbook workbook;
    private readonly XmlReader xml;
    private readonly string name;
    private readonly byte delimiter;
    private readonly StringBuilder letters = new();
    private CellType[] types = new CellType[16];
    private string?[] cells = new string?[16];
    private CellType[] kinds = new CellType[16];
    private int used;
    private bool hasEnded;

    /// <param name="workbook">Belongs to the records from now on.</param>
    public SheetRecords(Workbook workbook, Sheet sheet, string name, char delimiter)
    {
        this.workbook = workbook;
        this.name = name;
        this.delimiter = (byte)delimiter;
        xml = workbook.Open(sheet);
        text = new byte[4096];
    }

    /// <inheritdoc/>
    public override CellType TypeOf(int at) => at < used ? types[at] : CellType.Text;

    /// <inheritdoc/>
    public override bool SkipLine() => Read();

    /// <inheritdoc/>
    public override bool Read()
    {
        try
        {
            if (hasEnded || !NextRow())
            {
                hasEnded = true;
                (CellCount, length) = (0, 0);
                return false;
            }
            Compose();
            return true;
        }
        catch (Exception damage) when (damage is XmlException or InvalidDataException)
        {
            throw PackedFile.Damaged($"{name}!{Math.Max(1, Line)}", damage);
        }
    }

    private protected override void Dispose(bool disposing)
    {
        xml.Dispose();
        workbook.Dispose();
    }

    private bool NextRow()
    {
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
            {
                continue;
            }
            Line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > Line ? row : Line + 1;
            used = 0;
            if (!xml.IsEmptyElement)
            {
                var depth = xml.Depth;
                while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
                {
                    if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
                    {
                        ReadCell();
                    }
                }
            }
            return true;
        }
        return false;
    }

    private void ReadCell()
    {
        var column = CellPlace.Column(xml.GetAttribute("r")) ?? used;
        if (column >= MostColumns)
        {
            throw PackedFile.Damaged($"{name}!{Line}", "a cell stands behind the last column a sheet can have");
        }
        var type = xml.GetAttribute("t") ?? "n";
        var style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        letters.Clear();
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }
                switch (xml.LocalName)
                {
                    case "v":
                        XmlText.Append(xml, letters, name);
                        break;
                    case "is":
                        letters.Append(XmlText.OfItem(xml, name));
                        break;
                    default:
                        // A formula; its value stands beside it.
                        XmlText.Skip(xml);
                        break;
                }
            }
        }
        Put(column, type, style, letters.ToString());
    }

    private void Put(int column, string type, int style, string value)
    {
        if (column >= cells.Length)
        {
            var size = Math.Max(column + 1, cells.Length * 2);
            Array.Resize(ref cells, size);
            Array.Resize(ref kinds, size);
        }
        while (used <= column)
        {
            cells[used++] = null;
        }
        (cells[column], kinds[column]) = type switch
        {
            _ when value.Length == 0 => (null, CellType.Text),
            "s" => (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Encoding.UTF8.GetString(workbook.Texts.Text(at)) : value, CellType.Text),
            "b" => (value is "1" or "true" ? "true" : "false", CellType.Text),
            "str" => (XmlText.Unescape(value), CellType.Text),
            "d" => (value.Replace('T', ' '), CellType.Time),
            "n" when workbook.Styles.IsTime(style) && SheetNumber.Time(value, workbook.Is1904) is { } time => (time, CellType.Time),
            "n" => (SheetNumber.Text(value), CellType.Number),
            _ => (value, CellType.Text),
        };
    }

    /// <summary>Writes the row as a record.</summary>
    private void Compose()
    {
        while (used > 0 && string.IsNullOrWhiteSpace(cells[used - 1]))
        {
            used--;
        }
        var count = Math.Max(1, Math.Max(used, Expected));
        Room(count);
        if (types.Length < count)
        {
            Array.Resize(ref types, starts.Length);
        }
        start = 0;
        var at = 0;
        for (var column = 0; column < count; column++)
        {
            var cell = column < used ? cells[column] ?? "" : "";
            Grow(at + (cell.Length * 3 * 2) + 4);
            var isQuoted = cell.AsSpan().IndexOfAny('"', '\n', '\r') >= 0 || cell.Contains((char)delimiter);
            if (isQuoted)
            {
                text[at++] = (byte)'"';
            }
            var written = isQuoted ? cell.Replace("\"", "\"\"") : cell;
            starts[column] = at;
            lengths[column] = Encoding.UTF8.GetBytes(written, text.AsSpan(at));
            escaped[column] = written.Length != cell.Length;
            types[column] = column < used ? kinds[column] : CellType.Text;
            at += lengths[column];
            if (isQuoted)
            {
                text[at++] = (byte)'"';
            }
            if (column + 1 < count)
            {
                text[at++] = delimiter;
            }
        }
        length = at;
        CellCount = count;
        State = used == 0 ? RecordState.Blank : HasCellsOfHeader(count) ? RecordState.Good : RecordState.WrongCells;
    }

    private void Grow(int size)
    {
        if (size > CsvRecords.LongestLine)
        {
            throw PackedFile.Damaged($"{name}!{Line}", $"the row is longer than {CsvRecords.LongestLine >> 20} MiB");
        }
        if (size > text.Length)
        {
            Array.Resize(ref text, Math.Max(size, text.Length * 2));
        }
    }
}
