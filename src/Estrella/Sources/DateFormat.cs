using System.Buffers.Text;
using System.Text;

namespace Estrella.Sources;

/// <summary>A time as a file writes it.</summary>
/// <param name="Clock">Date and time of day without a zone.</param>
/// <param name="Offset">Distance to UTC where the text gives one.</param>
internal readonly record struct WrittenTime(DateTime Clock, TimeSpan? Offset);

/// <summary>
/// A date format, in .NET's letters: yyyy yy MMMM MMM MM M dddd ddd dd d HH H hh h mm m ss s f F tt zzz K, T, quoted text;
/// or one of <see cref="Counted"/>. Strict: a text that does not fit to its last character is refused. Reads bytes, so
/// that a column of dates makes no strings.
/// </summary>
internal sealed class DateFormat
{
    /// <summary>Dates that are numbers: seconds or milliseconds since 1970 in UTC, days of a spreadsheet since 1900.</summary>
    public static readonly string[] Counted = ["unix", "unix_ms", "excel"];

    private static readonly System.Buffers.SearchValues<byte> CountDigits = System.Buffers.SearchValues.Create("0123456789.,"u8);

    private readonly List<(char Letter, int Count)> tokens = [];

    /// <exception cref="FormatException">The format is refused by <see cref="Check"/>.</exception>
    public DateFormat(string format)
    {
        Text = format;
        tokens = Counted.Contains(format) ? [] : Tokens(format) ?? throw new FormatException(format);
    }

    public string Text { get; }

    /// <summary>What is wrong with a format, or null.</summary>
    public static string? Check(string format) => Counted.Contains(format) ? null : Tokens(format) switch
    {
        null => "expected yyyy, MM, dd, HH, mm, ss, zzz and signs between them",
        var tokens when !tokens.Exists(token => token.Letter == 'y') || !tokens.Exists(token => token.Letter == 'M') => "has no year and month",
        _ => null,
    };

    public bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        if (tokens.Count == 0)
        {
            return Count(text, out time);
        }
        DayOfWeek? weekday = null;
        int year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, half = 0;
        long fraction = 0;
        TimeSpan? offset = null;
        foreach (var (letter, count) in tokens)
        {
            var isRead = letter switch
            {
                'y' => Digits(ref text, count, count, out year),
                'M' when count > 2 => MonthName(ref text, out month),
                'M' => Digits(ref text, count, 2, out month),
                'd' when count > 2 => WeekdayName(ref text, out weekday),
                'd' => Digits(ref text, count, 2, out day),
                'H' or 'h' => Digits(ref text, count, 2, out hour),
                'm' => Digits(ref text, count, 2, out minute),
                's' => Digits(ref text, count, 2, out second),
                'f' => Fraction(ref text, count, out fraction),
                'F' => OptionalFraction(ref text, count, out fraction),
                't' => Half(ref text, out half),
                'z' => Offset(ref text, false, ref offset),
                'K' => Offset(ref text, true, ref offset),
                _ => Sign(ref text, (byte)count),
            };
            if (!isRead)
            {
                return false;
            }
            if (letter == 'y' && count == 2)
            {
                year += year < 70 ? 2000 : 1900;
            }
        }
        if (half != 0)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }
            hour = (hour % 12) + (half == 2 ? 12 : 0);
        }
        // Years before 1000 are slips of the pen, and the first day of year 1 stands for -infinity.
        if (text.Length > 0 || year < 1000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        time = new WrittenTime(new DateTime(year, month, day, hour, minute, second).AddTicks(fraction), offset);
        // A date that names another day of the week than its own is a slip of the pen, or read in the wrong order.
        return weekday is null || time.Clock.DayOfWeek == weekday;
    }

    private bool Count(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        Span<byte> digits = stackalloc byte[32];
        if (text.Length > digits.Length || text.IndexOfAnyExcept(CountDigits) >= 0)
        {
            return false;
        }
        text.CopyTo(digits);
        digits[..text.Length].Replace((byte)',', (byte)'.');
        if (!Utf8Parser.TryParse(digits[..text.Length], out decimal count, out var read) || read != text.Length || count > 1e13m)
        {
            return false;
        }
        var ticks = Text switch
        {
            "unix" => DateTime.UnixEpoch.Ticks + (count * TimeSpan.TicksPerSecond),
            "unix_ms" => DateTime.UnixEpoch.Ticks + (count * TimeSpan.TicksPerMillisecond),
            // Day 60 of a spreadsheet is a 29 February 1900 that never was; dates of shops come later.
            _ => new DateTime(1899, 12, 30).Ticks + (decimal.Round(count * 86_400) * TimeSpan.TicksPerSecond),
        };
        if (ticks < new DateTime(1900, 3, 1).Ticks || ticks >= new DateTime(2200, 1, 1).Ticks)
        {
            return false;
        }
        time = new WrittenTime(new DateTime((long)ticks), Text == "excel" ? null : TimeSpan.Zero);
        return true;
    }

    internal static bool Digits(ref ReadOnlySpan<byte> text, int least, int most, out int number)
    {
        number = 0;
        var at = 0;
        while (at < most && at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            number = (number * 10) + text[at++] - '0';
        }
        text = text[at..];
        return at >= least;
    }

    /// <summary>Letters fit without regard to case, a space any blank.</summary>
    private static bool Sign(ref ReadOnlySpan<byte> text, byte sign)
    {
        if (sign == ' ')
        {
            var blank = DateNames.Blank(text);
            text = text[blank..];
            return blank > 0;
        }
        if (text.Length == 0 || (text[0] != sign && !(char.IsAsciiLetter((char)sign) && (text[0] | 0x20) == (sign | 0x20))))
        {
            return false;
        }
        text = text[1..];
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> text, int count, out long ticks)
    {
        var isRead = Digits(ref text, count, count, out var number);
        ticks = number;
        for (var at = count; at < 7; at++)
        {
            ticks *= 10;
        }
        return isRead;
    }

    internal static bool OptionalFraction(ref ReadOnlySpan<byte> text, int most, out long ticks)
    {
        ticks = 0;
        if (text.Length == 0 || text[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }
        var count = 0;
        while (count < most && count + 1 < text.Length && (uint)(text[count + 1] - '0') <= 9)
        {
            count++;
        }
        text = text[1..];
        return count > 0 && Fraction(ref text, count, out ticks);
    }

    /// <summary>am, PM, a.m., p. m.</summary>
    internal static bool Half(ref ReadOnlySpan<byte> text, out int half)
    {
        half = text.Length == 0 ? 0 : (text[0] | 0x20) switch { 'a' => 1, 'p' => 2, _ => 0 };
        var rest = half == 0 ? [] : text[1..];
        rest = rest.StartsWith("."u8) ? rest[1..] : rest;
        rest = rest[DateNames.Blank(rest)..];
        if (rest.Length == 0 || (rest[0] | 0x20) != 'm')
        {
            return false;
        }
        text = rest[1..].StartsWith("."u8) ? rest[2..] : rest[1..];
        return true;
    }

    /// <summary>Z, -0300, -03:00, GMT-3, UTC, ART.</summary>
    private static bool Offset(ref ReadOnlySpan<byte> text, bool isOptional, ref TimeSpan? offset)
    {
        if (text.Length == 0)
        {
            return isOptional;
        }
        var letters = DateNames.Letters(text);
        if (letters > 0)
        {
            if (DateNames.Zone(DateNames.Fold(text[..letters])) is not { } minutes)
            {
                return false;
            }
            offset = TimeSpan.FromMinutes(minutes);
            text = text[letters..];
            if (minutes != 0 || text.Length == 0)
            {
                return true;
            }
        }
        if (text[0] is not ((byte)'+' or (byte)'-'))
        {
            return letters > 0;
        }
        var isWest = text[0] == '-';
        text = text[1..];
        if (!Digits(ref text, letters > 0 ? 1 : 2, 2, out var hours))
        {
            return false;
        }
        var rest = 0;
        if (text.Length > 0 && text[0] == ':')
        {
            text = text[1..];
        }
        if (text.Length > 0 && !Digits(ref text, 2, 2, out rest))
        {
            return false;
        }
        offset = new TimeSpan(hours, rest, 0) * (isWest ? -1 : 1);
        return hours <= 14 && rest <= 59;
    }

    private static bool MonthName(ref ReadOnlySpan<byte> text, out int month)
    {
        var letters = DateNames.Letters(text);
        month = DateNames.Month(DateNames.Fold(text[..letters]));
        text = text[letters..];
        if (text.Length > 0 && text[0] == '.')
        {
            text = text[1..];
        }
        return month > 0;
    }

    private static bool WeekdayName(ref ReadOnlySpan<byte> text, out DayOfWeek? weekday)
    {
        var letters = DateNames.Letters(text);
        weekday = DateNames.Weekday(DateNames.Fold(text[..letters]));
        text = text[letters..];
        text = text.StartsWith("-feira"u8) ? text["-feira"u8.Length..] : text.StartsWith("."u8) ? text[1..] : text;
        return weekday is not null;
    }

    private static List<(char Letter, int Count)>? Tokens(string format)
    {
        var tokens = new List<(char Letter, int Count)>();
        for (var at = 0; at < format.Length;)
        {
            var letter = format[at];
            if (letter == '\'')
            {
                var end = format.IndexOf('\'', at + 1);
                if (end < 0)
                {
                    return null;
                }
                tokens.AddRange(Encoding.UTF8.GetBytes(format[(at + 1)..end]).Select(each => ('\'', (int)each)));
                at = end + 1;
                continue;
            }
            var count = 1;
            while (at + count < format.Length && format[at + count] == letter)
            {
                count++;
            }
            if (letter == '.' && at + 1 < format.Length && format[at + 1] == 'F')
            {
                // .FFF: the point is written only where digits follow.
                at++;
                continue;
            }
            if (!char.IsAsciiLetter(letter) || letter is 'T' or 'Z')
            {
                tokens.AddRange(Encoding.UTF8.GetBytes(letter.ToString()).Select(each => ('\'', (int)each)));
                at++;
                continue;
            }
            var isKnown = (letter, count) is ('y', 4 or 2) or ('M' or 'd', <= 4) or ('H' or 'h' or 'm' or 's', <= 2) or ('f' or 'F', <= 7) or ('t', 2) or ('z', 3) or ('K', 1);
            if (!isKnown)
            {
                return null;
            }
            tokens.Add((letter, count));
            at += count;
        }
        return tokens;
    }
}
