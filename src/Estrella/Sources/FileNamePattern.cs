using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Estrella.Sources;

/// <summary>A glob of file names that may carry the export's date: <c>sales_{as_of:yyyyMMdd}.csv*</c>. An empty one fits no name.</summary>
internal sealed partial class FileNamePattern
{
    private readonly Matcher matcher = new(StringComparison.OrdinalIgnoreCase);
    private readonly Regex? dated;
    private readonly DateFormat? format;

    public FileNamePattern(string files)
    {
        if (files.Length == 0)
        {
            return;
        }
        matcher.AddInclude(DatePlace().Replace(files, "*"));
        if (DatePlace().Match(files) is { Success: true } place)
        {
            format = new DateFormat(place.Groups["format"].Value);
            // The date stands in the name, never in a folder, so only the part after the last slash is looked at.
            var before = files[..place.Index];
            dated = new Regex(
                "^" + Literal(before[(before.LastIndexOf('/') + 1)..]) + "(?<date>" + Digits(place.Groups["format"].Value) + ")" + Literal(files[(place.Index + place.Length)..]) + "$",
                RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
    }

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Check(string files)
    {
        if (files.Length == 0)
        {
            return "files is empty";
        }
        var rest = DatePlace().Replace(files, "*");
        if (rest.Contains('{') || rest.Contains('}'))
        {
            return $"'{files}': the only word in braces is as_of, with its format";
        }
        var places = DatePlace().Matches(files);
        return places.Count > 1 ? $"'{files}' names the date twice"
            : places.Count == 1 && DateFormat.Check(places[0].Groups["format"].Value) is { } mistake ? $"'{files}': {mistake}"
            : null;
    }

    /// <summary>Whether a path relative to the folder of the exports, with slashes, fits.</summary>
    /// <param name="day">The day in the name, or null where the pattern has none.</param>
    public bool Fits(string path, out DateTime? day)
    {
        day = null;
        if (!matcher.Match(path).HasMatches)
        {
            return false;
        }
        if (dated is null)
        {
            return true;
        }
        var found = dated.Match(path[(path.LastIndexOf('/') + 1)..]);
        if (!found.Success || !format!.TryParse(Encoding.UTF8.GetBytes(found.Groups["date"].Value), out var local))
        {
            return false;
        }
        day = local.Clock;
        return true;
    }

    private static string Literal(string glob) => Regex.Escape(glob).Replace("\\*", ".*");

    /// <summary>As many digits as the format has, so that neighbouring digits are not taken for the date.</summary>
    private static string Digits(string format) => string.Concat(LetterRuns().Matches(format).Select(run => run.ValueSpan switch
    {
        "MMM" or "MMMM" => @"\p{L}+",
        "d" or "M" or "H" or "h" or "m" or "s" => @"\d{1,2}",
        ['y' or 'M' or 'd' or 'H' or 'h' or 'm' or 's' or 'f', ..] => $@"\d{{{run.Length}}}",
        _ => Regex.Escape(run.Value.Replace("'", "")),
    }));

    [GeneratedRegex(@"(.)\1*", RegexOptions.CultureInvariant)]
    private static partial Regex LetterRuns();

    [GeneratedRegex(@"\{as_of:(?<format>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex DatePlace();
}
