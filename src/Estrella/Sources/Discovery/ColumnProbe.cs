using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>What all values of a column say of how it is written and what it may be. Memory is bounded.</summary>
internal sealed class ColumnProbe(string name, int position)
{
    /// <summary>Beyond so many distinct values the set is no longer whole.</summary>
    public const int MostDistinct = 1_000_000;

    private const int MostWords = 60;

    // Signs and letters of currencies and percents, and the number's own sign.
    private static readonly System.Buffers.SearchValues<byte> BesideNumbers = System.Buffers.SearchValues.Create("$€£% ARSUSDEURBRL+-"u8);

    private static readonly NumberFormat Point = new('.', null);
    private static readonly NumberFormat PointGrouped = new('.', ',');
    private static readonly NumberFormat Comma = new(',', null);
    private static readonly NumberFormat CommaGrouped = new(',', '.');

    private readonly HashSet<UInt128> distinct = [];
    private readonly Dictionary<string, long> words = [];
    private readonly byte[] digits = new byte[64];

    public string Name => name;

    public int Position => position;

    public long Filled { get; private set; }

    public long Blank { get; private set; }

    /// <summary>No value stands twice; known as long as the set is whole.</summary>
    public bool IsUnique => Filled > 0 && IsWhole && distinct.Count == Filled;

    public bool IsWhole { get; private set; } = true;

    public int Distinct => distinct.Count;

    /// <summary>Texts and how often they stand; null where there are too many for a vocabulary.</summary>
    public IReadOnlyDictionary<string, long>? Words => HasWords ? words : null;

    private bool HasWords { get; set; } = true;

    /// <summary>Numbers that are good with a decimal point, with a comma, and those only one of them can be.</summary>
    public NumberTally Numbers { get; } = new();

    public DateTally Dates { get; } = new();

    public long Wholes { get; private set; }

    /// <summary>Whole numbers written with a decimal zero, as spreadsheets and data frames do: 17850.0.</summary>
    public long WithZero { get; private set; }

    public long Emails { get; private set; }

    public decimal Least { get; private set; } = decimal.MaxValue;

    public decimal Most { get; private set; } = decimal.MinValue;

    public string? First { get; private set; }

    /// <summary>Its cells as an id: those written 17850.0 mean 17850.</summary>
    public string IdCell => WithZero > 0 && WithZero == Filled ? $"{{ column: {Yaml.Text(name)}, number: whole }}" : Yaml.Text(name);

    public bool IsNumber => Filled > 0 && Numbers.Good >= Filled * 0.98m;

    public bool IsWholeNumber => Filled > 0 && Wholes >= Filled * 0.98m;

    public bool IsDate => Filled > 0 && Dates.Best is { } best && best.Count >= Filled * 0.98m;

    /// <summary>How many of the other column's values stand in this one.</summary>
    public int Shared(ColumnProbe other) => other.distinct.Count(distinct.Contains);

    /// <summary>How many of the values are positions 1 to <paramref name="rows"/>.</summary>
    public int Positions(long rows) => IsWholeNumber && Least >= 1 && Most <= rows ? Distinct : 0;

    private static UInt128 Key(ReadOnlySpan<byte> text) => XxHash128.HashToUInt128(text);

    public void See(ReadOnlySpan<byte> cell, int line)
    {
        var text = cell.Trim(" \t\u00a0"u8);
        if (text.IsEmpty)
        {
            Blank++;
            return;
        }
        Filled++;
        First ??= Encoding.UTF8.GetString(text);
        if (IsWhole)
        {
            distinct.Add(Key(text.EndsWith(".0"u8) ? text[..^2] : text));
            IsWhole = distinct.Count <= MostDistinct;
        }
        SeeWord(text);
        SeeNumber(text, line);
        Dates.See(text, line);
        if (text.Contains((byte)'@') && text.LastIndexOf((byte)'.') > text.IndexOf((byte)'@'))
            Emails++;
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

    private void SeeNumber(ReadOnlySpan<byte> text, int line)
    {
        var bare = Bare(text);
        var point = Point.Read(bare, out var value) == NumberRead.Good || PointGrouped.Read(bare, out value) == NumberRead.Good;
        var comma = Comma.Read(bare, out var other) == NumberRead.Good || CommaGrouped.Read(bare, out other) == NumberRead.Good;
        if (!point && !comma)
            return;
        Numbers.See(bare, line);
        var number = (decimal)(point ? value : other) / 10_000;
        Least = Math.Min(Least, number);
        Most = Math.Max(Most, number);
        if (number == decimal.Truncate(number))
            Wholes++;
        if (text.EndsWith(".0"u8))
            WithZero++;
    }

    /// <summary>Without a currency sign or code, percent and blanks.</summary>
    private ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        if (text.Length > digits.Length)
            return text;
        var from = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        var to = text.LastIndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0 || from > 5 || text.Length - to > 5)
            return text;
        if (from > 0 && text[from - 1] is (byte)'.' or (byte)',')
            from--;
        var length = 0;
        if (text[..from].Contains((byte)'-'))
            digits[length++] = (byte)'-';
        foreach (var letter in text[from..(to + 1)])
        {
            if (letter != ' ')
                digits[length++] = letter;
        }
        var beside = text[..from].IndexOfAnyExcept(BesideNumbers) >= 0 || text[(to + 1)..].IndexOfAnyExcept(BesideNumbers) >= 0;
        return beside ? text : digits.AsSpan(0, length);
    }
}
