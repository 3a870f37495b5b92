using Estrella.Dashboard.Words;
using Estrella.Questions;

namespace Estrella.Dashboard.Charts;

/// <content>Drawings made for one question: cohorts, days to the door, a campaign's days, spells without stock, who rose and who fell, scores of customers, what changed a profit.</content>
internal sealed partial class Draughtsman
{
    // A row for each cohort; the month they came in is 100 % by definition and says nothing.
    private Drawing Triangle()
    {
        var cohorts = answer.Rows.GroupBy(row => (DateOnly)Cell(row, plan.By!)!).OrderBy(group => group.Key).ToList();
        var last = (int)answer.Rows.Max(row => Figure(row, plan.X) ?? 0);
        return new Drawing("triangle", Unit(plan.Y[0]), [.. Enumerable.Range(1, last).Select(each => $"+{each}")],
            [.. cohorts.Select(cohort => new Series(
                words.Fill("cohort", style.Period(cohort.Key, "month"), style.Number(Figure(cohort.First(), "cohort_customers") ?? 0, 0)),
                [.. Enumerable.Range(1, last).Select(month => cohort.Where(row => Figure(row, plan.X) == month).Select(row => Figure(row, plan.Y[0])).FirstOrDefault())]))])
        {
            XName = words["months-later"],
            YName = words.Column(plan.Y[0]),
        };
    }

    private Drawing Bands()
    {
        var rows = answer.Rows.Where(row => Figure(row, plan.Y[0]) is not null).OrderBy(row => Figure(row, plan.Y[1])).ToList();
        return new Drawing("bands", Unit(plan.Y[0]), [.. rows.Select(row => Label(row, plan.X))],
            [.. plan.Y.Select(each => new Series(words.Column(each), [.. rows.Select(row => Figure(row, each))]))])
        {
            Hrefs = [.. rows.Select(row => Href(plan.X, Cell(row, plan.X)))],
            XName = words["days"],
            Left = answer.Rows.Count - rows.Count,
        };
    }

    // One campaign: the one filtered for, else the last that is told.
    private Drawing Expected()
    {
        var name = Cell(answer.Rows[^1], plan.By!) as string;
        var rows = answer.Rows.Where(row => Cell(row, plan.By!) as string == name).ToList();
        var during = rows.Select((row, at) => (Phase: Cell(row, "phase") as string, at)).Where(each => each.Phase == "during").Select(each => each.at).ToList();
        var (first, last) = (during[0], during[^1]);
        return new Drawing("expected", Unit(plan.Y[0]), [.. rows.Select(row => Label(row, plan.X))],
        [
            new(words.Column(plan.Y[0]), Of(plan.Y[0])),
            new(words.Column(plan.Y[1]), Of(plan.Y[1]), Of(plan.Low!), Of(plan.High!)),
        ])
        {
            Caption = words.Fill("campaign-of", name, Label(rows[first], plan.X), Label(rows[last], plan.X)),
            Spans = [new Span("campaign", name ?? words["unknown"], first - 0.5m, last + 0.5m, words.Fill("range", Label(rows[first], plan.X), Label(rows[last], plan.X)))],
        };

        IReadOnlyList<decimal?> Of(string column) => [.. rows.Select(row => Figure(row, column))];
    }

    // Classes against classes, such as ABC by XYZ: both in the answer's order, since a class is no figure to sort by.
    private Drawing Grid()
    {
        var labels = answer.Rows.Select(row => Label(row, plan.X)).Distinct().ToList();
        return new Drawing("heat", Unit(plan.Y[0]), labels,
            [.. answer.Rows.GroupBy(row => Label(row, plan.By!)).Select(group => new Series(group.Key, [.. labels.Select(label => SumOf(group.Where(row => Label(row, plan.X) == label)))]))])
        {
            XName = words.Column(plan.X),
            YName = words.Column(plan.Y[0]),
        };

        decimal? SumOf(IEnumerable<IReadOnlyList<object?>> rows) => rows.Select(row => Figure(row, plan.Y[0])).Where(value => value is not null).ToList() is { Count: > 0 } known ? known.Sum() : null;
    }

    // Spells as days of each period, for what lasted longest. A period without one is blank: nobody may have counted then.
    private Drawing Calendar()
    {
        var spells = answer.Rows.Where(row => Cell(row, plan.X) is DateOnly && Cell(row, "ends_on") is DateOnly)
            .Select(row => (Row: row, Name: Label(row, plan.By!), From: (DateOnly)Cell(row, plan.X)!, To: (DateOnly)Cell(row, "ends_on")!)).ToList();
        var (first, last) = (answer.Coverage.From ?? spells.Min(each => each.From), answer.Coverage.To?.AddDays(-1) ?? spells.Max(each => each.To));
        var by = (last.DayNumber - first.DayNumber) switch { < 45 => "day", < 200 => "week", _ => "month" };
        var starts = new List<DateOnly>();
        for (var start = Questions.Periods.Start(by, first); start <= last; start = Next(start))
            starts.Add(start);
        var groups = spells.GroupBy(each => each.Name).Select(group => (group.Key, Spells: group.ToList()))
            .OrderByDescending(group => group.Spells.Sum(each => Figure(each.Row, plan.Y[0]))).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var shown = groups.Take(Bars).ToList();
        return new Drawing("heat", "count", [.. starts.Select(start => style.Period(start, by))],
            [.. shown.Select(group => new Series(group.Key, [.. starts.Select(start => Days(group.Spells.Select(each => (each.From, each.To)), start, Next(start)))]))])
        {
            Hrefs = [.. shown.Select(group => Href(plan.By!, Cell(group.Spells[0].Row, plan.By!)))],
            YName = words.Column(plan.Y[0]),
            Left = groups.Count - shown.Count,
        };

        DateOnly Next(DateOnly start) => by switch { "day" => start.AddDays(1), "week" => start.AddDays(7), _ => start.AddMonths(1) };

        static decimal? Days(IEnumerable<(DateOnly From, DateOnly To)> spells, DateOnly start, DateOnly next)
        {
            var days = spells.Sum(each => Math.Max(0, Math.Min(each.To.DayNumber + 1, next.DayNumber) - Math.Max(each.From.DayNumber, start.DayNumber)));
            return days == 0 ? null : days;
        }
    }

    private Drawing Moves()
    {
        var rows = answer.Rows.Where(row => Figure(row, "overall_rank") is not null).OrderBy(row => Figure(row, "overall_rank")).ToList();
        var shown = rows.Take(Bars).ToList();
        return new Drawing("moves", Unit(plan.Y[0]), [.. shown.Select(row => Label(row, plan.X))], [new(words.Column(plan.Y[0]), [.. shown.Select(row => Figure(row, plan.Y[0]))])])
        {
            Hrefs = [.. shown.Select(row => Href(plan.X, Cell(row, plan.X)))],
            Texts = [.. shown.Select(Move)],
            Left = rows.Count - shown.Count,
        };
    }

    // Scores against scores: every cell has a name, and those in it can be listed.
    private Drawing Segments()
    {
        var name = answer.Columns.First(each => each.Kind == ColumnKind.Text).Name;
        var labels = answer.Rows.Select(row => Label(row, plan.X)).Distinct().ToList();
        var lines = answer.Rows.GroupBy(row => Label(row, plan.By!)).Select(group => (group.Key, Cells: group.ToDictionary(row => Label(row, plan.X)))).ToList();
        return new Drawing("grid", Unit(plan.Y[0]), labels,
            [.. lines.Select(line => new Series(line.Key, [.. labels.Select(label => line.Cells.GetValueOrDefault(label) is { } row ? Figure(row, plan.Y[0]) : null)]))])
        {
            Cells = [.. lines.Select(line => (IReadOnlyList<GridCell?>)[.. labels.Select(label => line.Cells.GetValueOrDefault(label) is { } row ? Named(row) : null)])],
            XName = words.Column(plan.X),
            YName = words.Column(plan.By!),
            ValueName = words.Column(plan.Y[0]),
            Caption = words.Fill("scores-of", Label(answer.Rows[0], "as_of")),
        };

        GridCell Named(IReadOnlyList<object?> row) => new(Label(row, name), Figure(row, plan.Y[0]) is > 0 ? Behind?.Invoke(row) : null);
    }

    // From what was to what is. Where the days before are not known nothing is drawn: one bar alone would be no change.
    private Drawing Bridge()
    {
        var (before, now) = (answer.Rows[0], answer.Rows[^1]);
        var isKnown = Figure(before, plan.Y[0]) is not null;
        return new Drawing("bridge", Unit(plan.Y[0]), [.. answer.Rows.Select(row => Label(row, plan.X))],
        [
            new(words["steps"], [.. answer.Rows.Select(row => isKnown ? Figure(row, plan.Y[0]) : null)]),
            new(words["totals"], [.. answer.Rows.Select((row, at) => isKnown && (at == 0 || at == answer.Rows.Count - 1) ? Figure(row, plan.Y[0]) : null)]),
        ])
        {
            Caption = !isKnown ? Figure(now, plan.Y[0]) is null ? null : words["bridge-unknown"] : words.Fill("bridge-of", Label(now, "starts_on"), Label(now, "ends_on"), Label(before, "starts_on"), Label(before, "ends_on")),
        };
    }

    private string Move(IReadOnlyList<object?> row) => (Cell(row, "entry") as string, Figure(row, plan.By!)) switch
    {
        (null, _) => "",
        ("new", _) => "★ " + words["entry.new"],
        (_, > 0 and var up) => "▲ " + style.Number(up, 0),
        (_, < 0 and var down) => "▼ " + style.Number(-down, 0),
        _ => "=",
    };
}
