using System.Text;
using System.Text.RegularExpressions;

namespace Estrella.Sources;

/// <summary>
/// The lines of a file that close a table: totals, and notes below them. A line counts as one only where nothing but
/// such lines follows until the file ends or its header stands again, so that a product called Total in the middle of
/// a file is a row like any other.
/// </summary>
internal sealed partial class ClosingRows
{
    /// <summary>More than so many lines close no table.</summary>
    private const int Most = 100;

    private readonly HashSet<int> lines = [];

    /// <summary>Looks through a file; asked for at most once, and only when a line looks like a closing one.</summary>
    public static ClosingRows Find(TableFile file, ExportContract export)
    {
        using var records = ExportFile.Open(file, export.Read, export.HasSecret);
        return HeaderReader.Read(records, export).Header is { } header ? Find(records, header) : new ClosingRows();
    }

    /// <param name="records">Behind its header.</param>
    public static ClosingRows Find(Records records, FileHeader header)
    {
        var found = new ClosingRows();
        (records.Expected, records.Least) = (header.Names.Count, header.Named);
        var open = new List<int>();
        var isBelow = false;
        while (records.Read())
        {
            if (header.IsSaidBy(records))
            {
                found.lines.UnionWith(open);
                open.Clear();
                isBelow = false;
            }
            else if (records.State == RecordState.Blank)
            {
                isBelow = true;
            }
            else if (IsTotal(records) || (isBelow && IsNote(records, header)))
            {
                open.Add(records.Line);
                isBelow = true;
            }
            else
            {
                open.Clear();
                isBelow = false;
            }
            if (open.Count > Most)
            {
                open.Clear();
                isBelow = false;
            }
        }
        found.lines.UnionWith(open);
        return found;
    }

    /// <summary>The record alone could close a table.</summary>
    public static bool MayBe(Records records, FileHeader header) => IsTotal(records) || IsNote(records, header);

    public bool Holds(int line) => lines.Contains(line);

    private static bool IsTotal(Records records)
    {
        if (records.State == RecordState.BrokenQuote || records.Filled() is not ( >= 0 and var first, _))
        {
            return false;
        }
        var text = records.Cell(first).Trim(" \t\r\n*"u8);
        return text.Length is >= 4 and <= 200 && (text[0] | 0x20) is 't' or 'g' or 's' or 'r' && Words().IsMatch(Encoding.UTF8.GetString(text));
    }

    /// <summary>One cell with a text of several words, where a row has three and more.</summary>
    private static bool IsNote(Records records, FileHeader header) =>
        header.Names.Count >= 3 && records.State != RecordState.BrokenQuote && records.Filled() is ( >= 0 and var cell, -1)
        && records.Cell(cell).Trim((byte)' ') is var text && text.Contains((byte)' ') && text.ContainsAnyInRange((byte)'A', (byte)'z');

    [GeneratedRegex(
        @"^((sub|gran|grand|suma)[ -]?)?(totals?|totales|totais)( (general|geral|generales|gerais|final|del? (per[ií]odo|mes|reporte|informe|relat[oó]rio)))?\s*(:.*|\(.*\)|-.*|\d.*)?$|^(suma|sum|soma|report totals?)\s*(:.*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
