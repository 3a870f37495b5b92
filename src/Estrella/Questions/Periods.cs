using System.Globalization;

namespace Estrella.Questions;

/// <summary>Calendar periods as <c>--by</c> names them; weeks begin on Monday.</summary>
internal static class Periods
{
    public static DateOnly Start(string by, DateOnly day) => by switch
    {
        "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        "month" => new DateOnly(day.Year, day.Month, 1),
        "quarter" => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        "year" => new DateOnly(day.Year, 1, 1),
        _ => day,
    };

    /// <summary>The period a day lies in, as people write it.</summary>
    public static string Name(string by, DateOnly day) => by switch
    {
        "month" => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        "quarter" => $"{day.Year:0000}-Q{(day.Month + 2) / 3}",
        "year" => $"{day.Year:0000}",
        _ => "the week of " + Start(by, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
