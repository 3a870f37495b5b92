namespace Estrella.Sources;

internal enum NumberRead
{
    Good,

    /// <summary>The text is not written as a number of this format.</summary>
    NoNumber,

    /// <summary>More than 14 digits before the decimal sign: does not fit numeric(18,4).</summary>
    TooLarge,
}

/// <summary>
/// How a source writes numbers. Strict: a sign, digits, thousands only where declared and only in groups of
/// three, one decimal sign. What is beside it (a currency sign, a unit) is taken off by <c>drop_prefix</c>.
/// </summary>
internal sealed class NumberFormat(char point, char? thousands)
{
    private const long MostWhole = 99_999_999_999_999;

    private readonly byte point = (byte)point;
    private readonly int thousands = thousands ?? -1;

    public static NumberFormat Plain { get; } = new('.', null);

    /// <summary>An amount in ten-thousandths; further decimals are rounded half away from zero.</summary>
    public NumberRead Read(ReadOnlySpan<byte> text, out long tenThousandths)
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
        var isGrouped = false;
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
            if (isGrouped ? group != 3 : group is < 1 or > 3)
            {
                return false;
            }
            isGrouped = true;
            group = 0;
        }
        isTooLarge = whole > MostWhole;
        // .5 is a number, a point alone is caught behind it.
        return isGrouped ? group == 3 : at > first || (at < text.Length && text[at] == point);
    }
}
