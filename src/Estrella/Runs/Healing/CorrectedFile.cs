using System.Text;
using System.Text.Unicode;
using Estrella.Foundation;
using Estrella.Sources;

namespace Estrella.Runs.Healing;

/// <summary>Rows a person corrected in a spreadsheet and gives back.</summary>
/// <param name="Place">Where the row stands in the file that was given, such as <c>kept-out.csv:3</c>.</param>
/// <param name="Name">What <c>_row</c> says.</param>
/// <param name="File">What <c>_file</c> says; empty: nothing.</param>
/// <param name="Cells">By the header of the original file: name and which of several columns of that name, 0 for the first.</param>
internal sealed record CorrectedRow(string Place, string Name, string File, IReadOnlyDictionary<(string Column, int Nth), string> Cells)
{
    /// <summary>Cells that stood behind the header's last: they must find their column, or go.</summary>
    public string More { get; init; } = "";
}

/// <summary>Reads what <c>quarantine export</c> wrote, whatever a spreadsheet made of its encoding and delimiter.</summary>
internal static class CorrectedFile
{
    /// <summary>Columns the export puts before the original ones; only <c>_row</c> and <c>_file</c> are read again.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["_row", "_file", "_column", "_rule", "_reason", "_remedy"];

    /// <summary>The column of cells the header has no name for.</summary>
    public const string More = "_more";

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <exception cref="EstrellaException">Exit 2: there is no such file. Exit 4: it is no export of the quarantine.</exception>
    public static IReadOnlyList<CorrectedRow> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new EstrellaException(ExitCode.WrongUsage, $"{path}: there is no such file", "write one: estrella quarantine export FILE");
        }
        var name = Path.GetFileName(path);
        return TableFile.IsWorkbookName(path) ? Sheets(path, name) : Text(File.ReadAllBytes(path), name);
    }

    /// <summary>All sheets that are shown and hold anything.</summary>
    private static List<CorrectedRow> Sheets(string path, string name)
    {
        var told = new List<CorrectedRow>();
        foreach (var table in TableFile.Of(path, name).Where(table => !table.IsHidden))
        {
            using var records = ExportFile.Open(table, new ReadOptions());
            told.AddRange(Rows(records, table.Name));
        }
        return told;
    }

    private static List<CorrectedRow> Text(byte[] bytes, string name)
    {
        var text = Decode(bytes);
        var first = text.AsSpan()[..(text.IndexOfAny(['\r', '\n']) is >= 0 and var end ? end : text.Length)];
        var skip = 0;
        // Excel's own hint at the delimiter, on a line before the header.
        if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            skip = 1;
            first = text.AsSpan(first.Length).TrimStart("\r\n");
            first = first[..(first.IndexOfAny('\r', '\n') is >= 0 and var stop ? stop : first.Length)];
        }
        var header = first.ToString();
        var delimiter = Delimiters.MaxBy(sign => header.Count(letter => letter == sign));
        using var records = new CsvRecords(new MemoryStream(Encoding.UTF8.GetBytes(text)), delimiter, '"', name);
        for (var line = 0; line < skip; line++)
        {
            records.SkipLine();
        }
        return Rows(records, name);
    }

    private static List<CorrectedRow> Rows(Records records, string name)
    {
        var rows = new List<(string Place, string[] Cells)>();
        string[]? columns = null;
        while (records.Read())
        {
            if (records.State == RecordState.Blank)
            {
                continue;
            }
            var place = CellPlace.Of(name, records.Line, null);
            if (records.State == RecordState.BrokenQuote)
            {
                throw new EstrellaException(ExitCode.DecisionMissing, $"{place}: a quote is opened and not closed, or stands in the middle of a cell", "save the sheet as CSV again");
            }
            string[] cells = [.. Enumerable.Range(0, records.CellCount).Select(at => Cell(records, at))];
            if (columns is null)
            {
                columns = cells;
            }
            else
            {
                rows.Add((place, cells));
            }
        }
        return columns is null && CellPlace.IsOfSheet(name) ? [] : Rows(name, columns ?? [], rows);
    }

    /// <summary>The rows by the names of their columns; where the user moved columns about, the names say which is which.</summary>
    private static List<CorrectedRow> Rows(string name, string[] columns, IEnumerable<(string Place, string[] Cells)> rows)
    {
        var row = Array.FindIndex(columns, column => column.Trim() == Marks[0]);
        if (row < 0)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing, $"{name}:1: no column is called {Marks[0]}, expected what quarantine export wrote: without it nobody knows which row is meant",
                "correct the exported file, with all its columns");
        }
        var file = Array.FindIndex(columns, column => column.Trim() == Marks[1]);
        var seen = new Dictionary<string, int>();
        var keys = new (string Column, int Nth)?[columns.Length];
        for (var at = 0; at < columns.Length; at++)
        {
            // The marks stand first: a later column of the same name is one of the original file.
            var column = columns[at].Trim();
            var nth = seen[column] = seen.GetValueOrDefault(column, -1) + 1;
            keys[at] = Marks.Contains(column) ? nth == 0 ? null : (column, nth - 1) : (column, nth);
        }
        var told = new List<CorrectedRow>();
        foreach (var (place, cells) in rows)
        {
            if (cells.All(cell => cell.Trim().Length == 0))
            {
                continue;
            }
            if (cells.Length > columns.Length && cells.Skip(columns.Length).Any(cell => cell.Length > 0))
            {
                throw new EstrellaException(ExitCode.DecisionMissing, $"{place}: the row has {cells.Length} cells, expected {columns.Length} as in the header", "move the cell under its column");
            }
            var named = new Dictionary<(string, int), string>();
            for (var at = 0; at < Math.Min(cells.Length, columns.Length); at++)
            {
                if (keys[at] is { } key)
                {
                    named[key] = cells[at];
                }
            }
            named.Remove((More, 0), out var more);
            told.Add(new CorrectedRow(place, row < cells.Length ? cells[row].Trim() : "", file >= 0 && file < cells.Length ? cells[file].Trim() : "", named) { More = more?.Trim() ?? "" });
        }
        return told;
    }

    private static string Cell(Records records, int at)
    {
        var cell = Encoding.UTF8.GetString(records.Cell(at));
        return records.IsEscaped(at) ? cell.Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
    }

    /// <summary>Unicode where the bytes say so or are UTF-8, else Windows-1252, as Excel saves CSV in the west.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => (Utf8.IsValid(bytes) ? Encoding.UTF8 : TextEncoding.Find("windows-1252")).GetString(bytes),
    };
}
