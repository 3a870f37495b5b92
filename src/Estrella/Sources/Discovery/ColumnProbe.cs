using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>What all values of a column say of how it is written and what it may be. Memory is bounded.</summary>
internal sealed class ColumnProbe(string name, int position)
{
    /// <summary>Rows whose cells are kept as they stand, the first of the file: the same rows in every column.</summary>
    public const int MostSampled = 500;

    private const int MostWords = 60;

    private readonly DistinctValues distinct = new(new DistinctRoom(DistinctRoom.OfFolder));
    private readonly Dictionary<string, long> words = [];
    private readonly Dictionary<string, long> missing = [];
    private readonly Dictionary<string, long> missingAmongValues = [];
    private readonly Dictionary<string, (long Count, int Line, string Text)> damages = [];
    private readonly Dictionary<int, long> lengths = [];
    private long leadingZeros;
    private long digitsAlone;
    private long tooLong;
    private long days;

    public string Name => name;

    public int Position => position;

    public long Filled { get; private set; }

    public long Blank { get; private set; }

    /// <summary>The room it shares with the other columns of the folder.</summary>
    public DistinctRoom Room { init => distinct = new DistinctValues(value); }

    /// <summary>No value stands twice.</summary>
    public bool IsUnique => Filled > 0 && !distinct.HasTwice;

    /// <summary>Every distinct value is known; else their number is an estimate.</summary>
    public bool IsWhole => distinct.IsWhole;

    public int Distinct => distinct.Count;

    /// <summary>Texts and how often they stand; null where there are too many for a vocabulary.</summary>
    public IReadOnlyDictionary<string, long>? Words => HasWords ? words : null;

    private bool HasWords { get; set; } = true;

    /// <summary>Numbers that are good with a decimal point, with a comma, and those only one of them can be.</summary>
    public NumberTally Numbers { get; } = new();

    public DateTally Dates { get; } = new();

    /// <summary>What its name says of its values.</summary>
    public ColumnWords Says { get; } = new(name);

    /// <summary>Cells of the first rows; null: blank.</summary>
    public List<string?> Sample { get; } = [];

    /// <summary>Words that mean blank wherever they stand, and how often.</summary>
    public IReadOnlyDictionary<string, long> Missing => missing;

    /// <summary>Words that mean blank among the numbers or dates of this column.</summary>
    public IReadOnlyDictionary<string, long> MissingAmongValues => missingAmongValues;

    /// <summary>What a spreadsheet has done to cells: how many, and the first.</summary>
    public IReadOnlyDictionary<string, (long Count, int Line, string Text)> Damages => damages;

    public long Wholes => Numbers.Wholes;

    /// <summary>Whole numbers written with a decimal zero, as spreadsheets and data frames do: 17850.0.</summary>
    public long WithZero { get; private set; }

    public long Emails { get; private set; }

    public decimal Least => Numbers.Least;

    public decimal Most => Numbers.Most;

    public string? First { get; private set; }

    /// <summary>Its cells as an id: those written 17850.0 mean 17850.</summary>
    public string IdCell => WithZero > 0 && WithZero == Filled ? $"{{ column: {Yaml.Text(name)}, number: whole }}" : Yaml.Text(name);

    /// <summary>Cells that hold a value, whatever the column is.</summary>
    public long Values => Filled - missingAmongValues.Values.Sum();

    /// <summary>Numbers whose first digit is a zero, or that have more digits than a computer's number: they name something.</summary>
    public bool IsCode => leadingZeros > 0 || tooLong > 0;

    public bool IsNumber => Values > 0 && !IsCode && Numbers.Good >= Values * 0.98m;

    public bool IsWholeNumber => IsNumber && Numbers.Undecided == 0 && Wholes >= Values * 0.98m;

    /// <summary>A share: every number has a percent sign.</summary>
    public bool IsPercent => Numbers.Percents > 0 && Numbers.Percents >= Numbers.Good * 0.98m;

    /// <summary>Numbers are dates only where the name says so.</summary>
    public bool IsDate => Values > 0 && (DatesFit || CountedDates is not null);

    private bool DatesFit => Dates.Count >= Values * 0.98m && (digitsAlone * 2 < Values || Says.IsDate);

    /// <summary>The formats of its dates, the most frequent first; none: it holds no dates.</summary>
    public IReadOnlyList<string> DateFormats => !IsDate ? [] : DatesFit ? Dates.Formats : [CountedDates!];

    /// <summary>The format of dates that are numbers: their values lie in the years 2000 to 2049, and the name says date.</summary>
    public string? CountedDates
    {
        get
        {
            if (!Says.IsDate || Says.IsAmount || !IsNumber || DatesFit)
                return null;
            return (Least, Most) switch
            {
                ( >= 946_684_800, < 2_524_608_000) when IsWholeNumber => "unix",
                ( >= 946_684_800_000, < 2_524_608_000_000) when IsWholeNumber => "unix_ms",
                ( >= 36_526, < 54_789) => "excel",
                _ => null,
            };
        }
    }

    /// <summary>Codes of one length save a few that are shorter, and none begins with a zero: how many are, and the usual length.</summary>
    public (long Shorter, int Length)? LostZeros
    {
        get
        {
            if (!Says.IsCode || Says.IsAmount || leadingZeros > 0 || digitsAlone < Filled || lengths.Count < 2)
                return null;
            var (length, count) = lengths.MaxBy(each => each.Value);
            var shorter = lengths.Where(each => each.Key < length).Sum(each => each.Value);
            return length >= 4 && shorter > 0 && count + shorter == Filled && count >= Filled * 0.6m && lengths.Keys.Min() >= length - 4 && Most - Least > Distinct * 3L ? (shorter, length) : null;
        }
    }

    /// <summary>How many of the other column's values stand in this one.</summary>
    public int Shared(ColumnProbe other) => distinct.Shared(other.distinct);

    /// <summary>How many of the texts stand in this column, as far as its values are held.</summary>
    public int Holds(IReadOnlyList<string> texts)
    {
        var others = new DistinctValues(new DistinctRoom(DistinctRoom.OfFolder));
        foreach (var text in texts)
            others.Add(Hash(Encoding.UTF8.GetBytes(text)));
        return distinct.Shared(others);
    }

    /// <summary>The part of its cells that names rows of another file; null: the whole cell does.</summary>
    public CellCut? Cut { get; private set; }

    /// <summary>Its values are from now on the parts of its cells.</summary>
    /// <param name="cells">All that are filled.</param>
    public void ReadAs(CellCut cut, IEnumerable<string> cells)
    {
        Cut = cut;
        distinct.Clear();
        foreach (var cell in cells)
            distinct.Add(Hash(Encoding.UTF8.GetBytes(cut.Of(cell))));
    }

    private static ulong Hash(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text.EndsWith(".0"u8) ? text[..^2] : text);

    /// <summary>How many of the values are positions 1 to <paramref name="rows"/>.</summary>
    public int Positions(long rows) => IsWholeNumber && Least >= 1 && Most <= rows ? Distinct : 0;

    /// <param name="type">What a workbook says the cell is; a number of one is written one way only.</param>
    public void See(ReadOnlySpan<byte> cell, int line, CellType type = CellType.Text)
    {
        var text = cell.Trim(" \t\u00a0"u8);
        var isMissing = !text.IsEmpty && MissingWords.Is(text);
        if (Sample.Count < MostSampled)
            Sample.Add(text.IsEmpty || isMissing ? null : Encoding.UTF8.GetString(text));
        if (text.IsEmpty || isMissing)
        {
            Blank++;
            if (isMissing)
                CollectionsMarshal.GetValueRefOrAddDefault(missing, Encoding.UTF8.GetString(text), out _)++;
            return;
        }
        Filled++;
        First ??= Encoding.UTF8.GetString(text);
        distinct.Add(Hash(text));
        SeeWord(text);
        if (MissingWords.IsAmongValues(text))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(missingAmongValues, Encoding.UTF8.GetString(text), out _)++;
            return;
        }
        SeeDigits(text);
        SeeDamage(text, line);
        if (Numbers.See(text, line, type == CellType.Number) && text.EndsWith(".0"u8))
            WithZero++;
        Dates.See(text, line);
        if (text.Contains((byte)'@') && text.LastIndexOf((byte)'.') > text.IndexOf((byte)'@'))
            Emails++;
    }

    /// <summary>When all cells were seen.</summary>
    public void Conclude()
    {
        Numbers.Conclude();
        Dates.Conclude();
        // Where most cells are days of months, they are what the column is about.
        if (days * 2 > Filled || !Says.IsOfGoods)
            damages.Remove(Day);
    }

    private static readonly string Day = SpreadsheetDamage.Of("1-may"u8, isCode: true)!;

    private void SeeDamage(ReadOnlySpan<byte> text, int line)
    {
        if (SpreadsheetDamage.Of(text, isCode: true) is not { } damage)
            return;
        days += damage == Day ? 1 : 0;
        var known = damages.GetValueOrDefault(damage, (0, line, Encoding.UTF8.GetString(text)));
        damages[damage] = known with { Item1 = known.Item1 + 1 };
    }

    private void SeeDigits(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return;
        digitsAlone++;
        leadingZeros += text.Length > 1 && text[0] == '0' ? 1 : 0;
        tooLong += text.Length > 15 ? 1 : 0;
        CollectionsMarshal.GetValueRefOrAddDefault(lengths, text.Length, out _)++;
    }

    private void SeeWord(ReadOnlySpan<byte> text)
    {
        if (!HasWords)
            return;
        CollectionsMarshal.GetValueRefOrAddDefault(words, Encoding.UTF8.GetString(text), out _)++;
        if (words.Count > MostWords)
        {
            HasWords = false;
            words.Clear();
        }
    }
}
