using Estrella.Foundation;
using Estrella.Questions;

namespace Estrella.Dashboard.State;

/// <summary>The days a page is about, and those it is held against.</summary>
/// <param name="Days">Cut at the newest fact: a month that is not over counts to its last known day.</param>
/// <param name="Compared">As many days before; null: nothing is compared.</param>
/// <param name="IsCut">The period as named goes on after the newest fact.</param>
public sealed record PageDays(string Preset, AskedDays Days, AskedDays? Compared, bool IsCut)
{
    /// <summary>The edition of a sales event that the days compared with are placed by; null: another comparison, or no such event.</summary>
    public SalesEvent? Edition { get; init; }

    public const string DefaultPreset = "last-12m";

    /// <summary>Presets of the period, in the order the menu shows them.</summary>
    public static IReadOnlyList<string> Presets { get; } =
        ["this-month", "last-month", "last-30d", "last-90d", "this-quarter", "this-year", "last-year", "last-12m", "all"];

    /// <summary>Comparisons, the first holds when none is said.</summary>
    public static IReadOnlyList<string> Comparisons { get; } = ["previous", "weekdays", "event", "none"];

    /// <exception cref="EstrellaException">Exit 2: no period, as <see cref="AskedRange"/> reads it.</exception>
    /// <param name="events">The calendar's sales events.</param>
    public static PageDays Of(PageState state, DateOnly? asOf, IReadOnlyList<SalesEvent> events)
    {
        var preset = state["from"] is not null || state["to"] is not null ? "days" : state["period"] ?? DefaultPreset;
        if (asOf is not { } newest)
            return new PageDays(preset, default, null, false);
        var (from, to) = Range(state, preset, newest);
        var next = newest.AddDays(1);
        var cut = to is { } end && end > next && (from ?? DateOnly.MinValue) < next;
        var days = new AskedDays(from, cut ? next : to);
        var comparison = state["compare"] ?? Comparisons[0];
        if (!Comparisons.Contains(comparison))
            throw new EstrellaException(ExitCode.WrongUsage, $"compare is '{comparison}'", $"expected {string.Join(", ", Comparisons)}");
        if (comparison != "event")
            return new PageDays(preset, days, Before(from, to, days.To, comparison), cut);
        if (days is not { From: { } first, To: { } last } || SalesEvent.Of(first, last, events) is not { } editions)
            return new PageDays(preset, days, null, cut);
        // As many days, so placed that both editions begin on the same one of them.
        var distance = editions.Before.From.DayNumber - editions.This.From.DayNumber;
        return new PageDays(preset, days, new AskedDays(first.AddDays(distance), last.AddDays(distance)), cut) { Edition = editions.Before };
    }

    private static (DateOnly? From, DateOnly? To) Range(PageState state, string preset, DateOnly newest)
    {
        var month = new DateOnly(newest.Year, newest.Month, 1);
        var year = new DateOnly(newest.Year, 1, 1);
        var quarter = new DateOnly(newest.Year, (newest.Month - 1) / 3 * 3 + 1, 1);
        switch (preset)
        {
            case "this-month":
                return (month, month.AddMonths(1));
            case "last-month":
                return (month.AddMonths(-1), month);
            case "this-quarter":
                return (quarter, quarter.AddMonths(3));
            case "this-year":
                return (year, year.AddYears(1));
            case "last-year":
                return (year.AddYears(-1), year);
            case "last-12m":
                return (month.AddMonths(-11), month.AddMonths(1));
            case "all":
                return (null, null);
            default:
                var asked = AskedRange.Parse(state["period"], state["from"], state["to"]);
                return asked.LastDays is { } days ? (newest.AddDays(1 - days), newest.AddDays(1)) : (asked.From, asked.To);
        }
    }

    // Whole months go back by months, so that a February is held against a January to the same day; other days by their number.
    private static AskedDays? Before(DateOnly? from, DateOnly? to, DateOnly? until, string comparison)
    {
        if (from is not { } first || to is not { } next || until is not { } last || comparison == "none")
            return null;
        if (comparison == "weekdays")
            return new AskedDays(first.AddDays(-364), last.AddDays(-364));
        if (first.Day != 1 || next.Day != 1)
            return new AskedDays(first.AddDays(first.DayNumber - last.DayNumber), first);
        var months = (next.Year - first.Year) * 12 + next.Month - first.Month;
        return new AskedDays(first.AddMonths(-months), last == next ? first : last.AddMonths(-months));
    }
}
