using Estrella.Questions;

namespace Estrella.Dashboard.Charts;

/// <summary>What to draw of an answer: as a question's header says it, or as its columns suggest.</summary>
/// <param name="Kind">bars, line, stack, heat, interval, scatter, waterfall, triangle, bands, expected, moves, calendar, grid, bridge or table.</param>
/// <param name="Y">Figures, one or more.</param>
/// <param name="By">The column that makes series, or the rows of a heat map.</param>
public sealed record ChartPlan(string Kind, string X, IReadOnlyList<string> Y, string? By = null, string? Low = null, string? High = null)
{
    /// <summary>Rows with fewer orders are not drawn: a growth of a handful of orders says nothing. 0: all are.</summary>
    public int LeastOrders { get; init; }

    public static ChartPlan Table { get; } = new("table", "", []);

    /// <summary>Reads <c>bars x=product y=net_sales by=category</c>. Bars of periods stand in their order, not the largest first.</summary>
    public static ChartPlan Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = parts.Skip(1).Select(each => each.Split('=', 2)).Where(each => each.Length == 2).ToDictionary(each => each[0], each => each[1]);
        return !named.TryGetValue("x", out var x) || !named.TryGetValue("y", out var y)
            ? Table
            : new ChartPlan(
                // Without the borders of places a map is a ranking.
                parts[0] switch { "map" => "bars", "bars" when x == "period" => "stack", _ => parts[0] }, x, y.Split(','), named.GetValueOrDefault("by"), named.GetValueOrDefault("low"), named.GetValueOrDefault("high"));
    }

    /// <summary>The header's chart where its columns are in the answer, else one that fits the columns' kinds.</summary>
    public static ChartPlan For(Answer answer)
    {
        if (answer.Question.Chart is { } said && Parse(said) is var plan && (plan == Table || plan.Fits(answer)))
            return plan;
        var figure = answer.Columns.FirstOrDefault(each => each.Kind == ColumnKind.Money) ?? answer.Columns.FirstOrDefault(each => each.Kind is ColumnKind.Count or ColumnKind.Ratio or ColumnKind.Number);
        if (figure is null)
            return Table;
        if (answer.Columns.FirstOrDefault(each => each.Kind == ColumnKind.Date) is { } day)
            return new ChartPlan("line", day.Name, [figure.Name]);
        return answer.Columns.FirstOrDefault(each => each.Kind == ColumnKind.Text) is { } name ? new ChartPlan("bars", name.Name, [figure.Name]) : Table;
    }

    public bool Fits(Answer answer) =>
        new[] { X, By, Low, High }.Concat(Y).OfType<string>().All(name => answer.Columns.Any(column => column.Name == name));
}
