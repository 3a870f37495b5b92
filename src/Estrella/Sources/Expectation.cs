using System.Globalization;
using System.Text.RegularExpressions;

namespace Estrella.Sources;

/// <summary>How often an export comes.</summary>
public enum ExpectedEvery
{
    Never,
    Day,
    Week,
    Month,
}

/// <summary>
/// When an export is due, in the shop's zone, and how large it is at least: <c>daily by 06:00</c>, <c>weekly on monday by
/// 06:00</c>, <c>monthly on 1 by 06:00</c>, each with <c>, at least 1,000 rows</c> where wanted; or <c>never</c>.
/// </summary>
/// <param name="Text">As the contract writes it.</param>
/// <param name="Weekday">Of a weekly one.</param>
/// <param name="Day">Of a monthly one, 1 to 31; a shorter month ends it.</param>
/// <param name="AtLeast">Rows; null: any number.</param>
public sealed partial record Expectation(string Text, ExpectedEvery Every, DayOfWeek Weekday, int Day, TimeOnly By, long? AtLeast)
{
    private const string Grammar = "write daily by 06:00, weekly on monday by 06:00 or monthly on 1 by 06:00, where wanted with: , at least 1,000 rows; or never";

    /// <summary>The last moment at which it was due, UTC.</summary>
    /// <param name="now">UTC.</param>
    public DateTime LastDue(DateTime now, TimeZoneInfo zone)
    {
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone)); ; day = day.AddDays(-1))
        {
            if (IsOn(day) && Moment(day, zone) is var due && due <= now)
                return due;
        }
    }

    /// <summary>An export that came after this moment is the one that is due now: the due moment before the last one.</summary>
    public DateTime Since(DateTime now, TimeZoneInfo zone) => LastDue(LastDue(now, zone).AddTicks(-1), zone);

    internal static Expectation Of(ContractNode node)
    {
        if (node.Text == "never")
            return new Expectation("never", ExpectedEvery.Never, default, 0, default, null);
        var words = Words.Match(node.Text);
        if (!words.Success || !TimeOnly.TryParseExact(words.Groups["by"].Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var by))
            throw node.Refuse($"expects is '{node.Text}'", Grammar);
        var (weekday, day) = (DayOfWeek.Monday, 1);
        if (words.Groups["weekday"].Success && !Enum.TryParse(words.Groups["weekday"].Value, ignoreCase: true, out weekday))
            throw node.Refuse($"'{words.Groups["weekday"].Value}' is no day of the week{NearestWord.Hint(words.Groups["weekday"].Value, Enum.GetNames<DayOfWeek>().Select(each => each.ToLowerInvariant()))}", Grammar);
        if (words.Groups["day"].Success && (!int.TryParse(words.Groups["day"].Value, CultureInfo.InvariantCulture, out day) || day is < 1 or > 31))
            throw node.Refuse($"'{words.Groups["day"].Value}' is no day of the month", Grammar);
        var every = words.Groups["weekday"].Success ? ExpectedEvery.Week : words.Groups["day"].Success ? ExpectedEvery.Month : ExpectedEvery.Day;
        var rows = words.Groups["rows"].Value.Replace(",", "", StringComparison.Ordinal);
        return new Expectation(node.Text, every, weekday, day, by, rows.Length == 0 ? null : long.Parse(rows, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^(daily|weekly on (?<weekday>[a-z]+)|monthly on (?<day>[0-9]{1,2})) by (?<by>[0-9]{2}:[0-9]{2})(, at least (?<rows>[0-9][0-9,]{0,14}) rows?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Words { get; }

    private bool IsOn(DateOnly day) => Every switch
    {
        ExpectedEvery.Week => day.DayOfWeek == Weekday,
        ExpectedEvery.Month => day.Day == Math.Min(Day, DateTime.DaysInMonth(day.Year, day.Month)),
        _ => true,
    };

    private DateTime Moment(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(By);
        // The hour that summer time leaves out: due when it is over.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}
