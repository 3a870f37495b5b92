using System.Globalization;
using System.Text.RegularExpressions;
using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>The days asked about, half-open in the shop's zone; a missing end comes from the facts.</summary>
/// <param name="From">First day counted.</param>
/// <param name="To">First day not counted.</param>
/// <param name="LastDays">The days up to as-of, which only the warehouse knows; then the others are null.</param>
public sealed partial record AskedRange(DateOnly? From, DateOnly? To, int? LastDays)
{
    /// <summary>Whether <c>--to</c> was said and names the last day of a month: its writer may have meant that day to count.</summary>
    public bool EndsOnLastDay { get; private init; }

    /// <summary>Reads <c>--period</c>, or <c>--from</c> and <c>--to</c>.</summary>
    /// <exception cref="EstrellaException">Exit 2: not a period, not a day, both at once, or an end before its beginning.</exception>
    public static AskedRange Parse(string? period, string? from, string? to)
    {
        if (period is not null)
        {
            return from is null && to is null
                ? Period(period)
                : throw Wrong("--period and --from/--to were both given", "leave one of them out");
        }
        var range = new AskedRange(from is null ? null : Day("from", from), to is null ? null : Day("to", to), null);
        if (range.From is { } first && range.To is { } next && first >= next)
            throw Wrong($"the range is empty: --from {from} --to {to}", "--to is the first day not counted; it must lie after --from");
        return range with { EndsOnLastDay = range.To is { } end && end.AddDays(1).Day == 1 };
    }

    private static AskedRange Period(string text)
    {
        var match = PeriodText().Match(text);
        if (!match.Success)
            throw Wrong($"--period is '{text}'", "expected 2025-06, 2025-Q2, 2025 or last-30d");
        if (match.Groups["last"].Success)
            return new AskedRange(null, null, int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture));
        var year = new DateOnly(int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture), 1, 1);
        if (match.Groups["month"].Success)
        {
            var month = year.AddMonths(int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture) - 1);
            return new AskedRange(month, month.AddMonths(1), null);
        }
        if (match.Groups["quarter"].Success)
        {
            var quarter = year.AddMonths((int.Parse(match.Groups["quarter"].Value, CultureInfo.InvariantCulture) - 1) * 3);
            return new AskedRange(quarter, quarter.AddMonths(3), null);
        }
        return new AskedRange(year, year.AddYears(1), null);
    }

    private static DateOnly Day(string option, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong($"--{option} is '{text}'", "expected a day such as 2025-06-01");

    private static EstrellaException Wrong(string message, string next) => new(ExitCode.WrongUsage, message, next);

    [GeneratedRegex(@"^(?:(?<year>[1-9]\d{3})(?:-(?<month>0[1-9]|1[0-2])|-Q(?<quarter>[1-4]))?|last-(?<last>[1-9]\d{0,4})d)$")]
    private static partial Regex PeriodText();
}
