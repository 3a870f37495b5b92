using System.Buffers;
using System.Globalization;
using System.Text;

namespace Estrella.Sources;

/// <summary>A column of a file and how its cells look: what a later file of the same export is held against.</summary>
/// <param name="Position">1 for the first column.</param>
/// <param name="Name">Its header as it stands in the file.</param>
/// <param name="IsRead">The contract reads it.</param>
/// <param name="Seen">Cells looked at.</param>
/// <param name="Filled">Cells of these that were filled.</param>
/// <param name="Kinds">Filled cells by how they are written; null: not looked at, for the column is secret.</param>
/// <param name="Median">Of the size of its numbers; null: too few of them, or personal data.</param>
/// <param name="Words">Words of it that no vocabulary of the contract knows, a few of them.</param>
public sealed record ColumnLook(
    int Position, string Name, bool IsRead, long Seen, long Filled, IReadOnlyDictionary<string, long>? Kinds, double? Median, IReadOnlyList<string> Words);

/// <summary>Looks at the cells of a file: all of its first rows, then one row in fifty, so that a large file costs no more than a small one.</summary>
internal sealed class ColumnLooks
{
    private const int FirstRows = 1_000;
    private const int OneIn = 50;
    private const int MostSizes = 4_096;
    private const int FewestSizes = 20;

    private readonly Column[] columns;

    private sealed class Column
    {
        public required string Name { get; init; }
        public required bool IsRead { get; init; }
        public required bool IsSecret { get; init; }
        public required bool IsSized { get; init; }
        public long[] Kinds { get; } = new long[Enum.GetValues<CellLook>().Length];
        public List<double> Sizes { get; } = [];
        public long Filled { get; set; }
    }

    private long seen;

    public ColumnLooks(ExportContract export, FileHeader header, ColumnSight sight)
    {
        var read = ExportParser.ColumnsRead(export).Select(sight.Find).ToHashSet();
        columns = [.. header.Names.Select((name, at) => new Column
        {
            Name = sight.KeptName(at),
            IsRead = read.Contains(at) || export.Unpivot?.Columns.Any(pattern => ColumnName.Fits(name, pattern)) == true,
            IsSecret = header.IsSecret[at],
            // A row that is shifted over its columns could tell a secret by its size.
            IsSized = !export.HasSecret && !header.IsPersonal[at],
        })];
    }

    public void See(RowCells row, long number)
    {
        if (number > FirstRows && number % OneIn != 0)
        {
            return;
        }
        seen++;
        for (var at = 0; at < columns.Length; at++)
        {
            var column = columns[at];
            var text = row.Text(at);
            if (text.IsEmpty)
            {
                continue;
            }
            column.Filled++;
            var look = CellLooks.Of(text);
            column.Kinds[(int)look]++;
            if (column.IsSized && column.Sizes.Count < MostSizes && look is CellLook.Whole or CellLook.Decimal or CellLook.Float && CellLooks.Size(text) is > 0 and var size)
            {
                column.Sizes.Add(size);
            }
        }
    }

    public IReadOnlyList<ColumnLook> Told(IReadOnlyList<FeedPlan> feeds) => [.. columns.Select((column, at) => new ColumnLook(
        at + 1, column.Name, column.IsRead, seen, column.Filled,
        column.IsSecret ? null : Enum.GetValues<CellLook>().Where(look => column.Kinds[(int)look] > 0).ToDictionary(CellLooks.NameOf, look => column.Kinds[(int)look]),
        Median(column.Sizes),
        column.IsSized ? [.. feeds.SelectMany(feed => feed.UnmappedOf(at)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : []))];

    private static double? Median(List<double> sizes)
    {
        if (sizes.Count < FewestSizes)
        {
            return null;
        }
        sizes.Sort();
        return sizes[sizes.Count / 2];
    }
}

/// <summary>How a cell is written, whatever its column means.</summary>
internal enum CellLook
{
    Text,
    Whole,

    /// <summary>Digits that begin with a nought: a code.</summary>
    Padded,
    Decimal,

    /// <summary>A whole number written as a fraction, such as 17850.0.</summary>
    Float,
    Scientific,
    IsoDate,

    /// <summary>A date such as 3/4/2024, which may be the fourth of March.</summary>
    AnyDate,
    DayFirst,
    MonthFirst,
}

internal static class CellLooks
{
    private static readonly SearchValues<byte> Figures = SearchValues.Create("0123456789.,"u8);
    private static readonly SearchValues<byte> Exponent = SearchValues.Create("+-0123456789"u8);

    public static string NameOf(CellLook look) => look switch
    {
        CellLook.Text => "text",
        CellLook.Whole => "whole",
        CellLook.Padded => "padded",
        CellLook.Decimal => "decimal",
        CellLook.Float => "float",
        CellLook.Scientific => "scientific",
        CellLook.IsoDate => "year-first",
        CellLook.AnyDate => "date",
        CellLook.DayFirst => "day-first",
        CellLook.MonthFirst => "month-first",
        _ => throw new ArgumentOutOfRangeException(nameof(look)),
    };

    public static CellLook Of(ReadOnlySpan<byte> text)
    {
        var body = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        var digits = Digits(body);
        if (digits == 0)
        {
            return CellLook.Text;
        }
        if (digits == body.Length)
        {
            return digits > 1 && body[0] == '0' ? CellLook.Padded : CellLook.Whole;
        }
        if (OfDate(body) is { } date)
        {
            return date;
        }
        return OfNumber(body);
    }

    /// <summary>The size of a number, whichever of its signs is the decimal one; 0: none.</summary>
    public static double Size(ReadOnlySpan<byte> text)
    {
        var last = text.LastIndexOfAny((byte)'.', (byte)',');
        // Three digits behind the only sign are thousands as often as not: such a cell says nothing of its size.
        if (last >= 0 && text.Length - last - 1 == 3)
        {
            return 0;
        }
        Span<char> plain = stackalloc char[Math.Min(text.Length, 40)];
        var count = 0;
        for (var at = 0; at < text.Length && count < plain.Length; at++)
        {
            if (at == last)
            {
                plain[count++] = '.';
            }
            else if (char.IsAsciiDigit((char)text[at]))
            {
                plain[count++] = (char)text[at];
            }
        }
        return double.TryParse(plain[..count], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) ? size : 0;
    }

    private static CellLook OfNumber(ReadOnlySpan<byte> body)
    {
        var mantissa = body.IndexOfAny((byte)'E', (byte)'e');
        if (mantissa > 0 && mantissa + 1 < body.Length && body[(mantissa + 1)..].IndexOfAnyExcept(Exponent) < 0 && body[..mantissa].IndexOfAnyExcept(Figures) < 0)
        {
            return CellLook.Scientific;
        }
        if (body.IndexOfAnyExcept(Figures) >= 0)
        {
            return CellLook.Text;
        }
        var sign = body.LastIndexOfAny((byte)'.', (byte)',');
        return body.Length - sign == 2 && body[^1] == '0' && body[..sign].IndexOfAny((byte)'.', (byte)',') < 0
            ? CellLook.Float
            : CellLook.Decimal;
    }

    private static CellLook? OfDate(ReadOnlySpan<byte> body)
    {
        var first = Digits(body);
        if (first is not (1 or 2 or 4) || first == body.Length || body[first] is not ((byte)'/' or (byte)'-' or (byte)'.'))
        {
            return null;
        }
        var rest = body[(first + 1)..];
        var second = Digits(rest);
        if (second is not (1 or 2) || second == rest.Length || rest[second] != body[first])
        {
            return null;
        }
        var third = Digits(rest[(second + 1)..]);
        if (first == 4)
        {
            return third is 1 or 2 ? CellLook.IsoDate : null;
        }
        if (third is not (2 or 4))
        {
            return null;
        }
        var (day, month) = (Number(body[..first]), Number(rest[..second]));
        return day > 12 ? CellLook.DayFirst : month > 12 ? CellLook.MonthFirst : CellLook.AnyDate;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static int Number(ReadOnlySpan<byte> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
