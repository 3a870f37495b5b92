using System.Text.RegularExpressions;

namespace Estrella.Runs.Healing;

/// <summary>
/// What a spreadsheet does to a cell nobody meant to change. A cell whose text only became another spelling of itself was
/// not corrected; what it lost cannot be told from the new text alone, so it is named and refused.
/// </summary>
internal static partial class SpreadsheetDamage
{
    /// <summary>Another spelling of the same, from which nothing was lost: the cell was not touched, and the file's own text is taken.</summary>
    public static bool IsSame(string before, string after)
    {
        var (was, now) = (before.Trim(), after.Trim());
        return was == now
            || (Fraction().IsMatch(was) && Fraction().IsMatch(now) && was.TrimEnd('0').TrimEnd('.', ',') == now.TrimEnd('0').TrimEnd('.', ','))
            || (Fraction().IsMatch(was) && IsDigits(now.TrimStart('-')) && was.TrimEnd('0').TrimEnd('.', ',') == now)
            || (was is "true" && now == "TRUE") || (was is "false" && now == "FALSE")
            || was == $"=\"{now}\"";
    }

    /// <param name="before">The cell as the file held it.</param>
    /// <param name="after">The cell as it was given back.</param>
    /// <param name="wasAtFault">The row was kept out for this cell: another decimal sign, or another order of a date, is then what was asked for.</param>
    /// <returns>What happened to it; null: it was corrected.</returns>
    public static string? Of(string before, string after, bool wasAtFault)
    {
        var (was, now) = (before.Trim(), after.Trim());
        if (Scientific().IsMatch(now) && !Scientific().IsMatch(was))
            return "became a number in scientific notation";
        if (IsDigits(was) && IsDigits(now))
        {
            if (was.Length == now.Length && was.Length > 15 && was[..15] == now[..15] && now[15..].Trim('0').Length == 0)
                return "lost its digits after the fifteenth";
            if (was.Length > now.Length && was.TrimStart('0') == now.TrimStart('0') && now.TrimStart('0').Length > 0)
                return "lost the noughts it begins with";
        }
        if (IsDigits(was) && now.Length > was.Length && (now[was.Length] is '.' or ',') && now.StartsWith(was, StringComparison.Ordinal) && now[(was.Length + 1)..].Trim('0').Length == 0)
            return "became a number with decimals";
        if (BecameMonth().IsMatch(now) && DigitsOf(was) is { Count: 2 or 3 } parts && !BecameMonth().IsMatch(was) && parts.All(part => part.Length <= 4) && !was.Any(char.IsLetter))
            return "became a date";
        if (DatePart().Match(was) is { Success: true } old)
        {
            if (IsDigits(now) && now.Length == 5)
                return "became the number of a day";
            if (!wasAtFault && DatePart().Match(now) is { Success: true } young && old.Value != young.Value && Parts(old).SequenceEqual(Parts(young)))
                return "changed the order or the format of its date";
        }
        return !wasAtFault && Number().IsMatch(was) && Number().IsMatch(now) && was.Any(letter => letter is '.' or ',') && Swapped(was) == now
            ? "changed its decimal sign"
            : null;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static List<string> DigitsOf(string text) => [.. Runs().Matches(text).Select(match => match.Value)];

    /// <summary>Day, month and year in any order, a year by its last two digits.</summary>
    private static IEnumerable<int> Parts(Match date) =>
        date.Groups.Values.Skip(1).Select(part => part.Value).Select(part => int.Parse(part.Length == 4 ? part[2..] : part, System.Globalization.CultureInfo.InvariantCulture)).Order();

    private static string Swapped(string number) => string.Concat(number.Select(letter => letter switch { '.' => ',', ',' => '.', _ => letter }));

    [GeneratedRegex(@"^[-+]?\d([.,]\d+)?[eE][+-]?\d+$", RegexOptions.None, 1000)]
    private static partial Regex Scientific();

    // 01-May, may-24, 5-ene: what 1-5 and 5/24 become.
    [GeneratedRegex(@"^(\d{1,2}[-/ .]\p{L}{3,4}\.?([-/ .]\d{2,4})?|\p{L}{3,4}\.?[-/ .]\d{2,4})$", RegexOptions.None, 1000)]
    private static partial Regex BecameMonth();

    [GeneratedRegex(@"^(\d{1,2}|\d{4})[-/.](\d{1,2})[-/.](\d{1,2}|\d{4})(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex DatePart();

    [GeneratedRegex(@"^[-+]?[\d.,]+$", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?\d+[.,]\d+$", RegexOptions.None, 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Runs();
}
