using System.Globalization;
using Estrella.Dashboard.State;
using Estrella.Dashboard.Words;
using Estrella.Questions;

namespace Estrella.Dashboard.Charts;

/// <summary>Turns an answer into a drawing: rows become labels and series, nothing is computed anew but a sum of what is left over.</summary>
internal sealed partial class Draughtsman(Answer answer, ChartPlan plan, NumberStyle style, Vocabulary words, PageState state)
{
    private const int Bars = 15;
    private const int SeriesShown = 7;

    public Drawing? Draw()
    {
        if (plan.Kind == "table" || !plan.Fits(answer) || answer.Rows.Count == 0)
            return null;
        var drawing = plan.Kind switch
        {
            "bars" => Ranked(),
            "interval" => Interval(),
            "scatter" => Scatter(),
            "heat" => Heat(),
            "triangle" => Triangle(),
            "bands" => Bands(),
            "expected" => Expected(),
            "moves" => Moves(),
            "calendar" => Calendar(),
            "grid" => Segments(),
            "bridge" => Bridge(),
            _ => OverTime(),
        };
        return drawing with { Decimals = answer.MoneyDecimals, Sign = style.Sign(answer.Coverage.Currency) };
    }

    private Drawing Ranked()
    {
        var known = answer.Rows.Where(row => Figure(row, plan.Y[0]) is not null && HasOrders(row));
        // Days of the week have an order of their own.
        var rows = (plan.X == "weekday" ? known : known.OrderByDescending(row => Figure(row, plan.Y[0]))).ToList();
        var shown = rows.Take(Bars).ToList();
        return new Drawing("bars", Unit(plan.Y[0]), [.. shown.Select(row => Label(row, plan.X))], [new(words.Column(plan.Y[0]), [.. shown.Select(row => Figure(row, plan.Y[0]))])])
        {
            Hrefs = [.. shown.Select(row => Href(plan.X, Cell(row, plan.X)))],
            Left = rows.Count - shown.Count + (plan.LeastOrders == 0 ? 0 : answer.Rows.Count - rows.Count),
        };
    }

    private bool HasOrders(IReadOnlyList<object?> row) => plan.LeastOrders == 0 || Figure(row, "orders") >= plan.LeastOrders;

    private Drawing Interval()
    {
        var rows = answer.Rows.Where(row => Figure(row, plan.Y[0]) is not null).ToList();
        return new Drawing("interval", Unit(plan.Y[0]), [.. rows.Select(row => Label(row, plan.X))],
        [
            new(words.Column(plan.Y[0]), [.. rows.Select(row => Figure(row, plan.Y[0]))],
                [.. rows.Select(row => Figure(row, plan.Low!))], [.. rows.Select(row => Figure(row, plan.High!))]),
        ])
        {
            Hrefs = [.. rows.Select(row => Href(plan.X, Cell(row, plan.X)))],
            Left = answer.Rows.Count - rows.Count,
        };
    }

    private Drawing Scatter()
    {
        // A place has its country before its region: who names the marks is said where it is not the first text.
        var name = plan.By ?? answer.Columns.First(each => each.Kind == ColumnKind.Text && !each.Name.EndsWith("_id", StringComparison.Ordinal)).Name;
        var marks = answer.Rows.Where(row => Figure(row, plan.X) is not null && Figure(row, plan.Y[0]) is not null && HasOrders(row))
            .Select(row => new Mark(Label(row, name), Figure(row, plan.X)!.Value, Figure(row, plan.Y[0])!.Value, Href(name, Cell(row, name)))).ToList();
        return new Drawing("scatter", Unit(plan.Y[0]), [], [])
        {
            Marks = marks,
            XName = words.Column(plan.X),
            YName = words.Column(plan.Y[0]),
            XUnit = Unit(plan.X),
            Left = answer.Rows.Count - marks.Count,
        };
    }

    private Drawing Heat()
    {
        if (Column(plan.X).Kind != ColumnKind.Date)
            return Grid();
        var periods = Periods();
        var groups = answer.Rows.GroupBy(row => Label(row, plan.By!))
            .OrderByDescending(group => group.Sum(row => Figure(row, plan.Y[0]) ?? 0)).Take(Bars).ToList();
        return new Drawing("heat", Unit(plan.Y[0]), [.. periods.Select(Named)],
            [.. groups.Select(group => new Series(group.Key, Values([.. group], periods, plan.Y[0])))])
        {
            Hrefs = [.. groups.Select(group => Href(plan.By!, Cell(group.First(), plan.By!)))],
            Partial = [.. periods.Select(IsCut)],
            YName = words.Column(plan.Y[0]),
        };
    }

    private Drawing OverTime()
    {
        var periods = Periods();
        if (periods.Count < 2)
            return AtOnce();
        return new Drawing(plan.Kind, Unit(plan.Y[0]), [.. periods.Select(Named)], plan.By is null ? OfColumns(periods) : OfGroups(periods))
        {
            Hrefs = [.. periods.Select(PeriodHref)],
            Partial = [.. periods.Select(IsCut)],
        };
    }

    // One period, or none: what would have been a line is a ranking of its parts.
    private Drawing AtOnce()
    {
        if (plan.By is null)
            return new Drawing("bars", Unit(plan.Y[0]), [.. plan.Y.Select(words.Column)], [new(words.Column(plan.Y[0]), [.. plan.Y.Select(each => Figure(answer.Rows[0], each))])]);
        return new Draughtsman(answer, new ChartPlan("bars", plan.By, [plan.Y[0]]), style, words, state).Ranked();
    }

    private IReadOnlyList<Series> OfColumns(IReadOnlyList<DateOnly> periods) =>
        [.. plan.Y.Select(each => new Series(words.Column(each), Values(answer.Rows, periods, each)))];

    private List<Series> OfGroups(IReadOnlyList<DateOnly> periods)
    {
        var groups = answer.Rows.Where(row => Cell(row, plan.By!) is not null || Figure(row, plan.Y[0]) is not (null or 0)).GroupBy(row => Label(row, plan.By!))
            .OrderByDescending(group => group.Sum(row => Figure(row, plan.Y[0]) ?? 0)).ToList();
        var isSum = Unit(plan.Y[0]) is "money" or "count";
        var shown = groups.Count <= SeriesShown + 1 ? groups : groups[..SeriesShown];
        var series = shown.Select(group => new Series(group.Key, Values([.. group], periods, plan.Y[0]))).ToList();
        if (shown.Count < groups.Count && isSum)
            series.Add(new Series(words["others"], Values([.. groups[SeriesShown..].SelectMany(group => group)], periods, plan.Y[0])));
        return series;
    }

    private IReadOnlyList<decimal?> Values(IReadOnlyList<IReadOnlyList<object?>> rows, IReadOnlyList<DateOnly> periods, string column)
    {
        var byPeriod = rows.Where(row => Cell(row, plan.X) is DateOnly).ToLookup(row => (DateOnly)Cell(row, plan.X)!);
        return [.. periods.Select(period => byPeriod[period].Select(row => Figure(row, column)).Where(value => value is not null).ToList() is { Count: > 0 } known ? known.Sum() : null)];
    }

    private List<DateOnly> Periods() => [.. answer.Rows.Select(row => Cell(row, plan.X)).OfType<DateOnly>().Distinct().Order()];

    private string Named(DateOnly period) => style.Period(period, By);

    private bool IsCut(DateOnly period)
    {
        if (By is null or "all" or "day" || answer.Coverage is not { From: { } from, To: { } to })
            return false;
        var last = answer.Coverage.AsOf?.AddDays(1) is { } known && known < to ? known : to;
        return Questions.Periods.Start(By, last) is var start && start == period && start < last || period < from;
    }

    private string? PeriodHref(DateOnly period) => By switch
    {
        "month" => state.With("period", period.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Href,
        "quarter" => state.With("period", $"{period.Year:0000}-Q{(period.Month + 2) / 3}").Href,
        "year" => state.With("period", $"{period.Year:0000}").Href,
        _ => null,
    };

    /// <summary>What the answer's periods are.</summary>
    public string? By { get; init; }

    /// <summary>Where the records behind a row are listed; null: the question does not tell them.</summary>
    public Func<IReadOnlyList<object?>, string>? Behind { get; init; }

    private string? Href(string column, object? value) => value is string text && answer.Question.Uses.Contains("filters") && answer.Question.Where.Contains(column)
        ? state.Filtered(column, text).Href
        : null;

    // In the reader's language, where the answer has a column of it: weekday_es beside weekday.
    private string Label(IReadOnlyList<object?> row, string column) => (Cell(row, $"{column}_{words.Language}") ?? Cell(row, column)) switch
    {
        null => words["unknown"],
        DateOnly day => Named(day),
        string text => words.Said(column, text),
        var other => style.Exact(other, Column(column).Kind, answer.MoneyDecimals),
    };

    private string Unit(string column) => Column(column).Kind switch
    {
        ColumnKind.Money => "money",
        ColumnKind.Ratio => "ratio",
        ColumnKind.Count => "count",
        _ => "number",
    };

    private AnswerColumn Column(string name) => answer.Columns.First(each => each.Name == name);

    private object? Cell(IReadOnlyList<object?> row, string column)
    {
        for (var at = 0; at < answer.Columns.Count; at++)
        {
            if (answer.Columns[at].Name == column)
                return row[at];
        }
        return null;
    }

    // The figure as ask prints it.
    private decimal? Figure(IReadOnlyList<object?> row, string column) =>
        Cell(row, column) is decimal or long && Questions.Figure.Exact(Cell(row, column), Column(column).Kind, answer.MoneyDecimals) is { } text
            ? decimal.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
