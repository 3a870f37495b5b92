using System.Text;
using System.Text.RegularExpressions;

namespace Estrella.Sources.Discovery;

/// <summary>Names of files that are one table, a day, a month or a part each.</summary>
/// <param name="Glob">As the contract says it: <c>sales_{as_of:yyyyMMdd}.csv</c>.</param>
/// <param name="IsDated">The names carry the date.</param>
internal sealed partial record NameSeries(string Glob, bool IsDated)
{
    /// <summary>Several files, or one of which more will come.</summary>
    public bool IsSeries { get; private init; }

    private const string Year = "(?:19|20)[0-9]{2}";
    private const string Sign = "[-_. ]";
    private const string MonthWord = @"\p{L}{3,10}";

    /// <summary>Spellings of a date, the longer first; in a format sign and months' names are put in as they stand.</summary>
    private static readonly (Regex Shape, string Format)[] Spellings =
    [
        (Of($"{Year}(?<sign>{Sign})[0-9]{{2}}\\k<sign>[0-9]{{2}}"), "yyyy?MM?dd"),
        (Of($"[0-9]{{2}}(?<sign>{Sign})[0-9]{{2}}\\k<sign>{Year}"), "dd?MM?yyyy"),
        (Of($"[0-9]{{2}}(?<sign>{Sign})[0-9]{{2}}\\k<sign>{Year}"), "MM?dd?yyyy"),
        (Of($"{Year}[0-9]{{4}}"), "yyyyMMdd"),
        (Of($"[0-9]{{4}}{Year}"), "ddMMyyyy"),
        (Of($"[0-9]{{4}}{Year}"), "MMddyyyy"),
        (Of($"[0-9]{{2}}(?<sign>{Sign}){MonthWord}\\k<sign>{Year}"), "dd?MMMM?yyyy"),
        (Of($"{Year}(?<sign>{Sign})[0-9]{{2}}"), "yyyy?MM"),
        (Of($"[0-9]{{2}}(?<sign>{Sign}){Year}"), "MM?yyyy"),
        (Of($"{Year}[0-9]{{2}}"), "yyyyMM"),
        (Of($"(?:{MonthWord})(?<sign>{Sign}){Year}"), "MMMM?yyyy"),
        (Of($"{Year}(?<sign>{Sign})(?:{MonthWord})"), "yyyy?MMMM"),
        (Of($"(?:(?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)\\p{{L}}{{0,7}}){Year}"), "MMMMyyyy"),
    ];

    /// <param name="names">Of files that are one table; of one file, its name.</param>
    public static NameSeries Of(IReadOnlyList<string> names)
    {
        var isSeries = names.Count > 1;
        var folders = names.Select(name => name[..(name.LastIndexOf('/') + 1)]).Distinct().ToList();
        var folder = folders.Count == 1 ? folders[0] : "**/";
        string[] bare = [.. names.Select(name => name[(name.LastIndexOf('/') + 1)..])];
        var fitting = Spellings.Select(each => Dated(bare, each.Shape, each.Format)).OfType<string>().ToList();
        // 03-04-2024 in every name: no name decides, and the first order would be a guess.
        var isAmbiguous = fitting.Count > 1 && DayFirst().Replace(fitting[0], "") == DayFirst().Replace(fitting[1], "") && fitting[0] != fitting[1];
        if (fitting.Count > 0 && !isAmbiguous)
            return new NameSeries(folder + fitting[0], true) { IsSeries = true };
        return new NameSeries(folder + (isSeries ? Common(bare) : bare[0]), false) { IsSeries = isSeries };
    }

    /// <summary>What a name is without what changes from file to file: numbers and months.</summary>
    public static string Stem(string name) => Changing().Replace(name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant(), "#");

    /// <summary>The glob with a date of one spelling in it, if all names have one and all give the same glob; of a range the last day counts.</summary>
    private static string? Dated(string[] names, Regex shape, string spelling)
    {
        string? glob = null;
        foreach (var name in names)
        {
            var found = shape.Matches(name).Where(match => Format(match, spelling) is { } format && new DateFormat(format).TryParse(Encoding.UTF8.GetBytes(match.Value), out _)).ToList();
            if (found.Count == 0)
                return null;
            var last = found[^1];
            var before = found.Count == 1 ? name[..last.Index] : name[..found[0].Index] + "*" + name[(found[^2].Index + found[^2].Length)..last.Index];
            var one = $"{before}{{as_of:{Format(last, spelling)}}}{name[(last.Index + last.Length)..]}";
            if (glob is not null && glob != one)
            {
                // The rest of the names differs, too: a number, a word.
                var (head, tail) = (glob.IndexOf('{', StringComparison.Ordinal), glob.IndexOf('}', StringComparison.Ordinal) + 1);
                var (otherHead, otherTail) = (one.IndexOf('{', StringComparison.Ordinal), one.IndexOf('}', StringComparison.Ordinal) + 1);
                if (glob[head..tail] != one[otherHead..otherTail])
                    return null;
                one = Common([glob[..head], one[..otherHead]]) + glob[head..tail] + Common([glob[tail..], one[otherTail..]]);
            }
            glob = one;
        }
        return glob;
    }

    private static string? Format(Match match, string spelling)
    {
        var format = spelling.Replace("?", match.Groups["sign"].Value);
        return DateFormat.Check(format) is null ? format : null;
    }

    /// <summary>What texts have in common at both ends, with a star between.</summary>
    private static string Common(string[] texts)
    {
        var (first, shortest) = (texts[0], texts.Min(text => text.Length));
        if (texts.All(text => text == first))
            return first;
        var head = 0;
        while (head < shortest && texts.All(text => text[head] == first[head]))
            head++;
        var tail = 0;
        while (tail < shortest - head && texts.All(text => text[^(tail + 1)] == first[^(tail + 1)]))
            tail++;
        // Half a number in common is none: 1 and 12.
        while (head > 0 && char.IsAsciiDigit(first[head - 1]))
            head--;
        while (tail > 0 && char.IsAsciiDigit(first[^tail]))
            tail--;
        return $"{first[..head].TrimEnd('*')}*{first[^tail..].TrimStart('*')}";
    }

    private static Regex Of(string shape) => new($"(?<![0-9]){shape}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [GeneratedRegex("dd|MM")]
    private static partial Regex DayFirst();

    [GeneratedRegex(
        @"[0-9]+|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|june|july|august|september|october|november|december"
        + @"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|(?<!\p{L})(?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)(?!\p{L})")]
    private static partial Regex Changing();
}
