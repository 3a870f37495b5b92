using System.Text.RegularExpressions;

namespace Estrella.Dashboard.State;

/// <summary>One edition of a sales event, as the shop's calendar has it: Hot Sale of 2025.</summary>
/// <param name="To">Last day, included.</param>
public sealed partial record SalesEvent(string Name, DateOnly From, DateOnly To)
{
    /// <summary>The edition before; null: the calendar has none. A name with its year is the name without it.</summary>
    public SalesEvent? Before(IReadOnlyList<SalesEvent> all) =>
        all.Where(each => each.From < From && string.Equals(Known(each.Name), Known(Name), StringComparison.OrdinalIgnoreCase)).MaxBy(each => each.From);

    /// <summary>The event that days are about: of those that touch them and had an edition before, the one that began last.</summary>
    /// <param name="next">The first day not meant.</param>
    public static (SalesEvent This, SalesEvent Before)? Of(DateOnly first, DateOnly next, IReadOnlyList<SalesEvent> all) => all
        .Where(each => each.From < next && each.To >= first).OrderByDescending(each => each.From).ThenBy(each => each.Name, StringComparer.Ordinal)
        .Select(each => each.Before(all) is { } before ? (each, before) : ((SalesEvent, SalesEvent)?)null).FirstOrDefault(each => each is not null);

    private static string Known(string name) => Year().Replace(name, "");

    [GeneratedRegex(@"\s*\b(19|20)\d\d$")]
    private static partial Regex Year();
}
