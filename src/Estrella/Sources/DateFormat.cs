using System.Text;

namespace Estrella.Sources;

/// <summary>A time as a file writes it.</summary>
/// <param name="Clock">Date and time of day without a zone.</param>
/// <param name="Offset">Distance to UTC where the text gives one.</param>
internal readonly record struct WrittenTime(DateTime Clock, TimeSpan? Offset);

/// <summary>
/// A date format, in .NET's letters: yyyy yy MMMM MMM MM M dd d HH H hh h mm m ss s f F tt zzz K, T, quoted text.
/// Strict: a text that does not fit to its last character is refused. Reads bytes, so that a column of
/// dates makes no strings.
/// </summary>
internal sealed class DateFormat
{
    private static readonly string[][] MonthNames =
    [
        ["jan", "ene"], ["feb"], ["mar"], ["apr", "abr"], ["may"], ["jun"], ["jul"], ["aug", "ago"], ["sep", "set"], ["oct"], ["nov"], ["dec", "dic"],
    ];

    private readonly List<(char Letter, int Count)> tokens = [];

    /// <exception cref="FormatException">The format is refused by <see cref="Check"/>.</exception>
    public DateFormat(string format)
    {
        Text = format;
        tokens = Tokens(format) ?? throw new FormatException(format);
    }

    public string Text { get; }

    /// <summary>What is wrong with a format, or null.</summary>
    public static string? Check(string format) => Tokens(format) switch
    {
        null => "expected yyyy, MM, dd, HH, mm, ss, zzz and signs between them",
        var tokens when !tokens.Exists(token => token.Letter == 'y') || !tokens.Exists(token => token.Letter == 'M') => "has no year and month",
        _ => null,
    };

    public bool TryParse(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
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
        return true;
    }

    private static bool Digits(ref ReadOnlySpan<byte> text, int least, int most, out int number)
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

    private static bool Sign(ref ReadOnlySpan<byte> text, byte sign)
    {
        if (text.Length == 0 || text[0] != sign)
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

    private static bool OptionalFraction(ref ReadOnlySpan<byte> text, int most, out long ticks)
    {
        ticks = 0;
        if (text.Length == 0 || text[0] != '.')
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

    private static bool Half(ref ReadOnlySpan<byte> text, out int half)
    {
        half = 0;
        if (text.Length < 2 || (text[1] | 0x20) != 'm')
        {
            return false;
        }
        half = (text[0] | 0x20) switch { 'a' => 1, 'p' => 2, _ => 0 };
        text = text[2..];
        return half != 0;
    }

    private static bool Offset(ref ReadOnlySpan<byte> text, bool isOptional, ref TimeSpan? offset)
    {
        if (text.Length == 0)
        {
            return isOptional;
        }
        if (text[0] == 'Z')
        {
            offset = TimeSpan.Zero;
            text = text[1..];
            return true;
        }
        if (text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }
        var isWest = text[0] == '-';
        text = text[1..];
        if (!Digits(ref text, 2, 2, out var hours))
        {
            return false;
        }
        var minutes = 0;
        if (text.Length > 0 && text[0] == ':')
        {
            text = text[1..];
        }
        if (text.Length > 0 && !Digits(ref text, 2, 2, out minutes))
        {
            return false;
        }
        offset = new TimeSpan(hours, minutes, 0) * (isWest ? -1 : 1);
        return hours <= 14 && minutes <= 59;
    }

    private static bool MonthName(ref ReadOnlySpan<byte> text, out int month)
    {
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetter((char)text[letters]))
        {
            letters++;
        }
        month = 0;
        if (letters >= 3)
        {
            var name = Encoding.ASCII.GetString(text[..3]).ToLowerInvariant();
            month = Array.FindIndex(MonthNames, names => names.Contains(name)) + 1;
        }
        text = text[letters..];
        if (text.Length > 0 && text[0] == '.')
        {
            text = text[1..];
        }
        return month > 0;
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
            var isKnown = (letter, count) is ('y', 4 or 2) or ('M', <= 4) or ('d' or 'H' or 'h' or 'm' or 's', <= 2) or ('f' or 'F', <= 7) or ('t', 2) or ('z', 3) or ('K', 1);
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
