using System.Buffers.Text;

namespace Estrella.Sources;

/// <summary>
/// A time of day that stands in a cell of its own: 14:30, 9:05:07.25, 2:30 p. m., 14:30 hs; digits alone, 1430 or 143000;
/// a fraction of the day, 0.604; or an instant on the day a spreadsheet or database counts from, 1899-12-30 14:30:00.
/// </summary>
internal static class TimeOfDay
{
    /// <summary>Digits alone are hours and minutes.</summary>
    public const string Minutes = "HHmm";

    /// <summary>Digits alone are hours, minutes and seconds.</summary>
    public const string Seconds = "HHmmss";

    public const string Expected = "a time of day such as 14:30, 14:30:00, 2:30 pm or 1430";

    private const long SecondsOfDay = 86_400;

    /// <param name="digits">
    /// What digits alone are: <see cref="Minutes"/> or <see cref="Seconds"/>, whatever noughts were lost in front. Null: three
    /// or four are hours and minutes, six have seconds, too. Fewer may be hours or minutes; five have lost a nought of six,
    /// and beside them 1230 may be 00:12:30: both are refused until the contract says what they are.
    /// </param>
    public static bool TryRead(ReadOnlySpan<byte> text, string? digits, out TimeSpan time)
    {
        time = default;
        if (text.IsEmpty)
            return false;
        if (text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            return Whole(text, digits, out time);
        if (text.Contains((byte)':'))
            return Clock(Behind(text), out time);
        return Fraction(text, out time) || (Behind(text) is { IsEmpty: true } && !text.IsEmpty);
    }

    private static bool Whole(ReadOnlySpan<byte> text, string? digits, out TimeSpan time)
    {
        time = default;
        if (text.Length > (digits == Minutes ? 4 : 6) || !Utf8Parser.TryParse(text, out int number, out _))
            return false;
        if (digits is null && number != 0 && text.Length is 1 or 2 or 5)
            return false;
        // A nought in front says that none was lost: 0905 is no 00:09:05.
        if (number != 0 && text[0] == '0' && text.Length != (digits == Seconds ? 6 : digits == Minutes || text.Length < 6 ? 4 : 6))
            return false;
        if (digits == Minutes || (digits is null && text.Length <= 4))
            number *= 100;
        return Of(number / 10_000, number / 100 % 100, number % 100, out time);
    }

    private static bool Of(int hour, int minute, int second, out TimeSpan time)
    {
        time = new TimeSpan(hour, minute, second);
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    private static bool Clock(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        var second = 0;
        long fraction = 0;
        if (!DateFormat.Digits(ref text, 1, 2, out var hour) || !Colon(ref text) || !DateFormat.Digits(ref text, 2, 2, out var minute))
            return false;
        if (Colon(ref text))
        {
            if (!DateFormat.Digits(ref text, 2, 2, out second))
                return false;
            var hasFraction = !text.IsEmpty && text[0] is (byte)'.' or (byte)',';
            if (!DateFormat.OptionalFraction(ref text, 7, out fraction))
                return false;
            // Databases write more digits than a clock here holds.
            text = hasFraction ? text.TrimStart("0123456789"u8) : text;
        }
        text = text[DateNames.Blank(text)..];
        if (!text.IsEmpty && !IsHours(text))
        {
            if (!DateFormat.Half(ref text, out var half) || !text.IsEmpty || hour is < 1 or > 12)
                return false;
            hour = (hour % 12) + (half == 2 ? 12 : 0);
        }
        var isTime = Of(hour, minute, second, out time);
        time += TimeSpan.FromTicks(fraction);
        return isTime;
    }

    private static bool Colon(ref ReadOnlySpan<byte> text)
    {
        var isColon = text.StartsWith(":"u8);
        text = isColon ? text[1..] : text;
        return isColon;
    }

    private static bool IsHours(ReadOnlySpan<byte> text) => DateNames.Fold(text.TrimEnd((byte)'.')) is "h" or "hs" or "hrs" or "horas";

    /// <summary>0.604166667, 0,5, 4.1E-05: rounded to the second, as a spreadsheet shows it.</summary>
    private static bool Fraction(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        Span<byte> digits = stackalloc byte[32];
        if (text.Length > digits.Length || !char.IsAsciiDigit((char)text[0]))
            return false;
        text.CopyTo(digits);
        digits = digits[..text.Length];
        digits.Replace((byte)',', (byte)'.');
        if (!Utf8Parser.TryParse(digits, out decimal share, out var read) || read != digits.Length || share >= 1)
            return false;
        time = TimeSpan.FromSeconds((long)Math.Min(decimal.Round(share * SecondsOfDay), SecondsOfDay - 1));
        return true;
    }

    /// <summary>What stands behind the day that clocks count from; the text itself where it begins with no such day.</summary>
    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> text)
    {
        var rest = text;
        if (!DateFormat.Digits(ref rest, 1, 4, out var first) || rest.IsEmpty || rest[0] is not ((byte)'-' or (byte)'/' or (byte)'.'))
            return text;
        var sign = rest[0];
        rest = rest[1..];
        if (!DateFormat.Digits(ref rest, 1, 2, out var second) || rest.IsEmpty || rest[0] != sign)
            return text;
        rest = rest[1..];
        if (!DateFormat.Digits(ref rest, 1, 4, out var third))
            return text;
        var (year, one, two) = first > 31 ? (first, second, third) : (third, first, second);
        if ((year, Math.Min(one, two), Math.Max(one, two)) is not ((1899, 12, 30 or 31) or (1900, 0 or 1, 1) or (1904, 1, 1)))
            return text;
        if (rest.IsEmpty)
            return rest;
        var blank = rest[0] == 'T' ? 1 : DateNames.Blank(rest);
        return blank == 0 ? text : rest[blank..];
    }
}
