using System.Globalization;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>The rows of a probed file, read again: what cells of one row say of each other, no column tells alone.</summary>
internal sealed class FileRows
{
    /// <summary>Rows that arithmetic is tried on; uniqueness and vocabularies look at all of them.</summary>
    private const int Most = 5_000;

    private readonly ProbedFile file;
    private readonly Lazy<List<string[]>> sample;
    private readonly Dictionary<ColumnProbe, decimal?[]> numbers = [];
    private readonly Dictionary<ColumnProbe, int> places = [];
    private readonly char point;

    public FileRows(ProbedFile file)
    {
        this.file = file;
        foreach (var column in file.Columns)
            places[column] = places.Count;
        sample = new(() => [.. All([.. file.Columns]).Take(Most)]);
        var amounts = file.Open.Where(column => column.IsNumber).ToList();
        point = amounts.Count(column => column.Numbers.Decimal == ',') > amounts.Count(column => column.Numbers.Decimal == '.') ? ',' : '.';
    }

    /// <summary>Rows looked at.</summary>
    public int Count => sample.Value.Count;

    /// <summary>What a proof calls them: not all, where the file has more.</summary>
    public string Told => Count < file.Rows ? "rows looked at" : "rows";

    public string Text(int row, ColumnProbe column) => sample.Value[row][places[column]];

    /// <summary>The numbers of a column in the rows looked at; null where a cell is none.</summary>
    public decimal?[] Numbers(ColumnProbe column)
    {
        if (!numbers.TryGetValue(column, out var read))
        {
            var sign = SignOf(column);
            read = numbers[column] = [.. Enumerable.Range(0, Count).Select(row => Number(Text(row, column), sign))];
        }
        return read;
    }

    /// <summary>The decimal sign of a column; where its own cells have none, that of most others.</summary>
    public char SignOf(ColumnProbe column) => column.Numbers.Decimal ?? point;

    /// <summary>The cells of some columns, trimmed, row by row to the end of the file; a secret one is blank.</summary>
    public IEnumerable<string[]> All(IReadOnlyList<ColumnProbe> columns)
    {
        foreach (var glance in file.Glances)
        {
            var names = glance.Header.Names.Select(FileProbe.Key).ToList();
            var at = columns.Select(column => file.Secret.Contains(column) ? -1 : names.IndexOf(FileProbe.Key((file.Carried is var (name, from) && column == name ? from : column).Name))).ToList();
            var carried = file.Carried is var (once, _) ? columns.ToList().IndexOf(once) : -1;
            var said = "";
            foreach (var (isGood, row) in FileProbe.Rows(glance.Table, glance.Read, glance.Header))
            {
                if (!isGood)
                    continue;
                string[] cells = [.. at.Select(place => place < 0 ? "" : row.String(place).Trim())];
                if (carried >= 0)
                    cells[carried] = said = cells[carried].Length > 0 ? cells[carried] : said;
                yield return cells;
            }
        }
    }

    /// <summary>No two rows have the same cells in these columns.</summary>
    public bool AreUnique(params ColumnProbe[] columns)
    {
        var seen = new HashSet<UInt128>();
        foreach (var cells in All(columns))
        {
            if (!seen.Add(System.IO.Hashing.XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Join('\u001f', cells)))))
                return false;
        }
        return seen.Count > 0;
    }

    /// <summary>The second is filled wherever the first is, in the rows looked at.</summary>
    public bool IsFilledWith(ColumnProbe first, ColumnProbe second) => Enumerable.Range(0, Count).All(row => Text(row, first).Length == 0 || Text(row, second).Length > 0);

    /// <summary>Whether a column says the same on all rows of each group that has several rows; null: no group has.</summary>
    public bool? IsConstantWithin(ColumnProbe group, ColumnProbe column) => IsConstantWithin([group], column);

    /// <param name="groups">Together they name a group.</param>
    public bool? IsConstantWithin(IReadOnlyList<ColumnProbe> groups, ColumnProbe column)
    {
        var said = new Dictionary<string, string>();
        bool? isConstant = null;
        for (var row = 0; row < Count; row++)
        {
            var group = groups.Count == 1 ? Text(row, groups[0]) : string.Join('\u001f', groups.Select(each => Text(row, each)));
            if (!said.TryGetValue(group, out var first))
                said[group] = Text(row, column);
            else if (Text(row, column).Length > 0 && first != Text(row, column))
                return false;
            else
                isConstant = true;
        }
        return isConstant;
    }

    /// <summary>Of the rows looked at whose id stood before: how many tell the same as its first row, blanks left out; and how many there are.</summary>
    public (long Same, long Again) Again(IReadOnlyList<ColumnProbe> id, IReadOnlyList<ColumnProbe> told)
    {
        var firsts = new Dictionary<string, int>();
        long same = 0, again = 0;
        for (var row = 0; row < Count; row++)
        {
            var key = string.Join('\u001f', id.Select(column => Text(row, column)));
            if (firsts.TryAdd(key, row))
                continue;
            again++;
            same += told.All(column => Text(row, column) is var text && (text.Length == 0 || Text(firsts[key], column) is "" || text == Text(firsts[key], column))) ? 1 : 0;
        }
        return (same, again);
    }

    /// <summary>A number without the currency before or behind it: GBP 12.50.</summary>
    private static ReadOnlySpan<char> Bare(string text) =>
        text.Length > 4 && char.IsLetter(text[0]) && text.IndexOf(' ') is > 0 and var at && Money.Meanings(text[..at]).Count > 0 ? text.AsSpan(at)
        : text.Length > 4 && char.IsLetter(text[^1]) && text.LastIndexOf(' ') is > 0 and var end && Money.Meanings(text[(end + 1)..]).Count > 0 ? text.AsSpan(0, end)
        : text;

    /// <summary>Null: the cell is no number.</summary>
    public static decimal? Number(string text, char sign)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 40)];
        var length = 0;
        var isNegative = false;
        foreach (var letter in Bare(text))
        {
            if (length == kept.Length)
                return null;
            if (char.IsAsciiDigit(letter))
                kept[length++] = letter;
            else if (letter == sign && length > 0)
                kept[length++] = '.';
            else if (letter is '-' or '(')
                isNegative = true;
            else if (char.IsLetter(letter) && letter is not 'R')
                return null;
        }
        return length > 0 && decimal.TryParse(kept[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? isNegative ? -value : value : null;
    }
}
