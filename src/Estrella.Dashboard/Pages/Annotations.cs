using Estrella.Dashboard.Charts;
using Estrella.Questions;

namespace Estrella.Dashboard.Pages;

/// <summary>What else happened along a time axis: campaigns, sales events, products out of stock, changed list prices.</summary>
internal static class Annotations
{
    private const string Happened =
        """
        select 'campaign', coalesce(campaign.name, campaign.campaign_id), campaign.starts_on, campaign.ends_on
        from star.dim_campaign as campaign
        where campaign.campaign_key <> 0 and campaign.starts_on < $2 and campaign.ends_on >= $1
        union all
        select 'event', event.name, event.starts_on, coalesce(event.ends_on, event.starts_on)
        from star.calendar_event as event
        where event.kind is distinct from 'holiday' and event.starts_on < $2 and coalesce(event.ends_on, event.starts_on) >= $1
        order by 3, 2
        """;

    /// <param name="isLine">Points stand in the middle of their period and the axis ends at the last one; bars have room to both sides.</param>
    public static async Task<IReadOnlyList<Span>> ReadAsync(Answer answer, string by, bool isLine, PageContext page)
    {
        var at = answer.Columns.ToList().FindIndex(each => each.Name == "period");
        var starts = at < 0 ? [] : answer.Rows.Select(row => row[at]).OfType<DateOnly>().Distinct().Order().ToList();
        if (starts.Count < 2 || by == "all")
            return [];
        var axis = new Axis(starts, by, isLine);
        var (stock, prices) = (StockAsync(axis, page), PricesAsync(axis, page));
        var rows = await page.Reading.RowsAsync(Happened, page.Cancellation, starts[0], axis.Next);
        var all = rows.Select(row => (Kind: (string)row[0]!, Name: (string)row[1]!, From: (DateOnly)row[2]!, To: (DateOnly)row[3]!)).ToList();
        // A campaign made for a sales event bears its name: once is enough.
        var happened = all.Where(each => each.Kind != "event" || !all.Any(other =>
            other.Kind == "campaign" && other.Name.StartsWith(each.Name, StringComparison.OrdinalIgnoreCase) && other.From <= each.To && other.To >= each.From));
        return
        [
            .. happened.Select(each => new Span(each.Kind, each.Name, axis.At(each.From), axis.At(each.To.AddDays(1)), page.Words.Fill("range", page.Style.Day(each.From), page.Style.Day(each.To)))),
            .. await stock,
            .. await prices,
        ];
    }

    // Where prices rise every month, that they did says little: by how much half of them did at most says more.
    private static async Task<IEnumerable<Span>> PricesAsync(Axis axis, PageContext page)
    {
        if (page.Shop.Questions.Find("price-changes") is not { } question)
            return [];
        var (answer, _) = await PageContext.TryAsync(() => page.Reading.RowsOfAsync(question, page.State.For(question, page.Days.Days), page.Cancellation));
        var at = answer?.Columns.ToList().FindIndex(each => each.Name == "changed_on") ?? -1;
        if (at < 0)
            return [];
        var changes = axis.Starts.Select((start, place) => answer!.Rows
            .Where(row => (DateOnly)row[at]! >= start && (DateOnly)row[at]! < axis.NextOf(place)).Select(row => PagePlan.Cell(answer, row, "change")).OfType<decimal>().Order().ToList()).ToList();
        var most = changes.Max(each => each.Count);
        return changes.Select((known, place) => (Known: known, Place: place)).Where(each => each.Known.Count > 0).Select(each => new Span(
            "price", page.Words["price-changes"], axis.Clip(each.Place - 0.5m), axis.Clip(each.Place + 0.5m),
            page.Words.Fill("prices-changed", page.Style.Number(each.Known.Count, 0), Signed(Median(each.Known))), (decimal)each.Known.Count / most));

        string Signed(decimal change) => (change > 0 ? "+" : change < 0 ? "−" : "") + page.Style.Percent(Math.Abs(change));
    }

    internal static decimal Median(List<decimal> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    // By period, since a shop has more spells without stock than an axis has room: how many products, darker for more of them.
    private static async Task<IEnumerable<Span>> StockAsync(Axis axis, PageContext page)
    {
        if (page.Shop.Questions.Find("stock-outs") is not { } question)
            return [];
        var said = page.State.For(question, page.Days.Days);
        var (answer, _) = await PageContext.TryAsync(() => page.Reading.RowsOfAsync(question, said, page.Cancellation));
        if (answer is null)
            return [];
        var columns = answer.Columns.Select(each => each.Name).ToList();
        var (product, from, to) = (columns.IndexOf("product_id"), columns.IndexOf("starts_on"), columns.IndexOf("ends_on"));
        if (product < 0 || from < 0 || to < 0)
            return [];
        var counts = axis.Starts.Select((start, at) => answer.Rows
            .Where(row => (DateOnly)row[from]! < axis.NextOf(at) && (DateOnly)row[to]! >= start).Select(row => row[product]).Distinct().Count()).ToList();
        return counts.Select((count, at) => (count, at)).Where(each => each.count > 0).Select(each => new Span(
            "stock", page.Words["out-of-stock"], axis.Clip(each.at - 0.5m), axis.Clip(each.at + 0.5m),
            page.Words.Fill("products-without-stock", page.Style.Number(each.count, 0)), (decimal)each.count / counts.Max()));
    }

    /// <summary>Days as places between labels.</summary>
    private sealed record Axis(IReadOnlyList<DateOnly> Starts, string By, bool IsLine)
    {
        public DateOnly Next => NextOf(Starts.Count - 1);

        public DateOnly NextOf(int at) => at + 1 < Starts.Count ? Starts[at + 1] : By switch
        {
            "day" => Starts[at].AddDays(1),
            "week" => Starts[at].AddDays(7),
            "month" => Starts[at].AddMonths(1),
            "quarter" => Starts[at].AddMonths(3),
            _ => Starts[at].AddYears(1),
        };

        public decimal At(DateOnly day)
        {
            var at = Starts.Count - 1;
            while (at > 0 && Starts[at] > day)
                at--;
            return Clip(at - 0.5m + (decimal)(day.DayNumber - Starts[at].DayNumber) / (NextOf(at).DayNumber - Starts[at].DayNumber));
        }

        public decimal Clip(decimal place) => IsLine ? Math.Clamp(place, 0, Starts.Count - 1) : Math.Clamp(place, -0.5m, Starts.Count - 0.5m);
    }
}
