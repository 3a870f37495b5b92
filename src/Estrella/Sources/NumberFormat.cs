namespace Estrella.Sources;

internal enum NumberRead
{
    Good,

    /// <summary>The text is not written as a number of this format.</summary>
    NoNumber,

    /// <summary>More than 14 digits before the decimal sign: does not fit numeric(18,4).</summary>
    TooLarge,

    /// <summary>The amount is of another currency than the column's, or of one where none may stand.</summary>
    OtherCurrency,
}

/// <summary>
/// How a source writes numbers. Strict: digits, thousands only where declared and only in groups of three (or, as in
/// India, of two before the last three), one decimal sign. Below zero is written -5, 5-, −5 or (5). A currency stands
/// beside an amount only where the contract names it.
/// </summary>
internal sealed class NumberFormat(char point, char? thousands, MoneyRule? money = null, bool isPercent = false)
{
    private const long MostWhole = 99_999_999_999_999;

    private readonly byte point = (byte)point;
    private readonly int thousands = thousands ?? -1;
    private readonly MoneyRule money = money ?? MoneyRule.None;

    public char Point { get; } = point;

    public char? Thousands { get; } = thousands;

    public bool IsPercent => isPercent;

    /// <summary>The currency the amounts are in, as <see cref="MoneyRule"/> has it.</summary>
    public string? Currency => money.Currency;

    public static NumberFormat Plain { get; } = new('.', null);

    /// <summary>The same numbers with the other decimal sign; null: one sign holds for the whole column.</summary>
    private NumberFormat? other;

    /// <summary>
    /// Both decimal signs occur, and each cell decides: of two signs the last is the decimal one, one that comes again
    /// groups, and a single one is decimal unless three digits follow it. 1.234 says neither and is no number.
    /// </summary>
    public static NumberFormat Either(MoneyRule beside, bool percent = false) =>
        new(',', '.', beside, percent) { other = new NumberFormat('.', ',', beside, percent) };

    /// <summary>The same with other words of the contract.</summary>
    public NumberFormat With(char? decimalSign, char? group, bool hasGroup, MoneyRule? beside, bool percent) =>
        other is not null && decimalSign is null && !hasGroup
            ? Either(beside ?? money, percent)
            : new(decimalSign ?? Point, hasGroup ? group : Thousands == decimalSign ? null : Thousands, beside ?? money, percent);

    /// <summary>An amount as people write it, for messages.</summary>
    public string Example => other is not null ? "19,90 or 19.90" : Thousands is { } sign ? $"1{sign}234{Point}50" : $"19{Point}90";

    /// <summary>An amount in ten-thousandths; further decimals are rounded half away from zero.</summary>
    public NumberRead Read(ReadOnlySpan<byte> text, out long tenThousandths)
    {
        if (other is not null && DecimalSign(text) is var sign && sign != point)
        {
            tenThousandths = 0;
            return sign == 0 ? NumberRead.NoNumber : other.Read(text, out tenThousandths);
        }
        var read = ReadDigits(text, out tenThousandths);
        if (read == NumberRead.NoNumber)
            read = ReadBeside(text, out tenThousandths);
        if (isPercent && read == NumberRead.Good)
            tenThousandths = (long)decimal.Round(tenThousandths / 100m, MidpointRounding.AwayFromZero);
        return read;
    }

    /// <summary>The decimal sign of a cell that may be written either way; 0: it does not say.</summary>
    private byte DecimalSign(ReadOnlySpan<byte> text)
    {
        var last = text.LastIndexOfAny((byte)'.', (byte)',');
        if (last < 0)
            return point;
        var sign = text[last];
        var opposite = sign == '.' ? (byte)',' : (byte)'.';
        var before = text[..last];
        if (before.Contains(opposite))
            return sign;
        if (before.Contains(sign))
            return opposite;
        var digits = text[(last + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length - last - 1 : digits;
        // 0.123 and .123 group nothing.
        return digits != 3 || before.IndexOfAnyInRange((byte)'1', (byte)'9') < 0 ? sign : (byte)0;
    }

    /// <summary>A number with signs around it.</summary>
    private NumberRead ReadBeside(ReadOnlySpan<byte> text, out long tenThousandths)
    {
        tenThousandths = 0;
        Span<byte> room = stackalloc byte[NumberText.Longest];
        if (!NumberText.TryTake(text, room, out var number) || (number.IsPercent && !isPercent))
            return NumberRead.NoNumber;
        if (!money.Allows(number.Before) || !money.Allows(number.Behind))
            return IsMoney(number.Before) && IsMoney(number.Behind) ? NumberRead.OtherCurrency : NumberRead.NoNumber;
        var read = ReadDigits(number.Digits, out tenThousandths);
        tenThousandths = number.IsNegative ? -tenThousandths : tenThousandths;
        return read;
    }

    private static bool IsMoney(ReadOnlySpan<byte> beside) => beside.IsEmpty || Money.Meanings(System.Text.Encoding.UTF8.GetString(beside)).Count > 0;

    private NumberRead ReadDigits(ReadOnlySpan<byte> text, out long tenThousandths)
    {
        tenThousandths = 0;
        var at = 0;
        var isNegative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            isNegative = text[0] == '-';
            at = 1;
        }
        if (!ReadWhole(text, ref at, out var whole, out var isTooLarge))
        {
            return NumberRead.NoNumber;
        }
        long fraction = 0;
        if (at < text.Length)
        {
            if (text[at++] != point || at == text.Length)
            {
                return NumberRead.NoNumber;
            }
            long unit = Canonical.Scale;
            var next = -1;
            for (; at < text.Length; at++)
            {
                var digit = text[at] - '0';
                if ((uint)digit > 9)
                {
                    return NumberRead.NoNumber;
                }
                if (unit > 1)
                {
                    unit /= 10;
                    fraction += digit * unit;
                }
                else if (next < 0)
                {
                    next = digit;
                }
            }
            fraction += next >= 5 ? 1 : 0;
        }
        if (isTooLarge)
        {
            return NumberRead.TooLarge;
        }
        tenThousandths = (whole * Canonical.Scale) + fraction;
        if (tenThousandths > (MostWhole * Canonical.Scale) + Canonical.Scale - 1)
        {
            return NumberRead.TooLarge;
        }
        tenThousandths = isNegative ? -tenThousandths : tenThousandths;
        return NumberRead.Good;
    }

    /// <summary>A whole number; decimals are allowed if they are zeros, for 3.0 is how some programs write 3.</summary>
    public NumberRead ReadWhole(ReadOnlySpan<byte> text, out long whole)
    {
        if (other is not null && DecimalSign(text) == 0)
        {
            // Of a whole number 1,234 is no fraction: the sign groups.
            return (text.Contains((byte)'.') ? new NumberFormat(',', '.', money) : new NumberFormat('.', ',', money)).ReadWhole(text, out whole);
        }
        var read = Read(text, out var tenThousandths);
        whole = tenThousandths / Canonical.Scale;
        return read == NumberRead.Good && tenThousandths % Canonical.Scale != 0 ? NumberRead.NoNumber : read;
    }

    /// <summary>
    /// A number that stands for a name: 17850.0 is 17850 whatever the file's decimal sign, because spreadsheets
    /// and data frames add the zero. The thousands sign stays one: where it is a point, 17.850 is 17850.
    /// </summary>
    public NumberRead ReadName(ReadOnlySpan<byte> text, out long whole)
    {
        var sign = text.LastIndexOfAny((byte)'.', (byte)',');
        if (sign > 0 && sign + 1 < text.Length && text[sign] != thousands && text[(sign + 1)..].IndexOfAnyExcept((byte)'0') < 0)
        {
            text = text[..sign];
        }
        return ReadWhole(text, out whole);
    }

    private bool ReadWhole(ReadOnlySpan<byte> text, ref int at, out long whole, out bool isTooLarge)
    {
        whole = 0;
        isTooLarge = false;
        var first = at;
        var group = 0;
        var groups = 0;
        var width = 0;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                group++;
                if (whole <= MostWhole)
                {
                    whole = (whole * 10) + digit;
                }
                continue;
            }
            if (text[at] != thousands)
            {
                break;
            }
            // 0.123 and 1.2345.678 are no grouped numbers; 12,34,567 is one, as India writes it.
            if (groups == 0 ? group is < 1 or > 3 || text[first] == '0' : group is < 2 or > 3 || (groups > 1 && group != width))
            {
                return false;
            }
            width = group;
            groups++;
            group = 0;
        }
        isTooLarge = whole > MostWhole;
        // .5 is a number, a point alone is caught behind it.
        return groups > 0 ? group == 3 : at > first || (at < text.Length && text[at] == point);
    }
}
