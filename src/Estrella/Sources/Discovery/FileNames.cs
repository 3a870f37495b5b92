using System.Text;
using System.Text.RegularExpressions;

namespace Estrella.Sources.Discovery;

/// <summary>Names of files as contracts use them.</summary>
internal static partial class FileNames
{
    /// <summary>The day a file's name says, of a month its last; null: it says none.</summary>
    public static DateTime? DayOf(string name)
    {
        var found = DayWithSigns().Match(name) is { Success: true } signs ? signs : DayAlone().Match(name);
        if (found.Success && DateTime.TryParseExact(found.Value.Replace("-", "", StringComparison.Ordinal), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
            return day;
        return Month().Match(name) is { Success: true } month
            && DateTime.TryParseExact(month.Value, "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var first)
            ? first.AddMonths(1).AddDays(-1)
            : null;
    }

    /// <summary>A short word for an export or a source: letters, digits and underscores.</summary>
    public static string Word(string name)
    {
        var stem = Ending().Replace(Path.GetFileName(name), "");
        stem = DayWithSigns().Replace(DayAlone().Replace(stem, ""), "");
        var word = new StringBuilder();
        foreach (var letter in stem.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
                word.Append(letter);
            else if (word.Length > 0 && word[^1] != '_')
                word.Append('_');
        }
        var trimmed = word.ToString().Trim('_').TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Trim('_');
        return trimmed.Length > 0 ? trimmed : "export";
    }

    [GeneratedRegex(@"\.(csv|tsv|txt|tab|psv|xlsx|xlsm)(\.gz|\.zip)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    [GeneratedRegex(@"(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")]
    private static partial Regex DayWithSigns();

    [GeneratedRegex(@"(?<!\d)(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")]
    private static partial Regex DayAlone();

    [GeneratedRegex(@"(?<!\d)(19|20)\d{2}-(0[1-9]|1[0-2])(?!\d)")]
    private static partial Regex Month();
}
