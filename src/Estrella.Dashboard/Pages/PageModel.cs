using System.Globalization;
using Estrella.Dashboard.Charts;
using Estrella.Dashboard.State;
using Estrella.Questions;

namespace Estrella.Dashboard.Pages;

/// <summary>A figure with what it was before and how it went.</summary>
/// <param name="Before">Null: nothing is compared, or nobody knows.</param>
/// <param name="Trend">Thirteen months, the last up to the range's end.</param>
public sealed record Tile(TilePlan Plan, decimal? Value, decimal? Before, IReadOnlyList<decimal?> Trend, string? Currency, Trouble? Trouble)
{
    /// <summary>Growth of sales told three ways; null: of another figure, or nothing to compare.</summary>
    public Growths? Growths { get; init; }

    public decimal? Change => Plan.Kind == ColumnKind.Ratio || Before is not > 0 || Value is null ? null : Value / Before - 1;

    public decimal? Difference => Value - Before;

    /// <summary>Null: no better and no worse.</summary>
    public bool? IsBetter => Plan.IsNeutral ? null : Difference switch { null or 0 => null, > 0 => !Plan.Lower, _ => Plan.Lower };
}

/// <summary>A chart with the answer it draws.</summary>
/// <param name="Said">The options it was asked with.</param>
/// <param name="Unheard">Filters that say nothing of it.</param>
public sealed record Section(
    SectionPlan Plan, QuestionFile Question, IReadOnlyDictionary<string, IReadOnlyList<string>> Said, Answer? Answer, Drawing? Drawing, Trouble? Trouble,
    IReadOnlyList<string> Unheard)
{
    /// <summary>The same over HTTP.</summary>
    public string Download(string format) => $"/api/questions/{Question.Name}" + PageState.Query(
        Said.SelectMany(each => each.Value.Select(value => KeyValuePair.Create(each.Key, value))).Append(KeyValuePair.Create("format", format)));

    /// <summary>The lines of the files behind a row of the answer.</summary>
    public string RowsBehind(IReadOnlyList<object?> row) => RowsBehind(Answer!, Said, row);

    internal static string RowsBehind(Answer answer, IReadOnlyDictionary<string, IReadOnlyList<string>> said, IReadOnlyList<object?> row)
    {
        var keys = answer.Question.Behind!.KeyColumns.Select(name => row[answer.Columns.ToList().FindIndex(column => column.Name == name)]).Select(cell => cell switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            long score => score.ToString(CultureInfo.InvariantCulture),
            _ => cell as string,
        }).OfType<string>();
        return $"/questions/{answer.Question.Name}/rows" + PageState.Query(
            said.SelectMany(each => each.Value.Select(value => KeyValuePair.Create(each.Key, value))).Append(KeyValuePair.Create("row", string.Join('|', keys))));
    }
}

/// <summary>Everything a page of a plan shows, read within one snapshot.</summary>
public sealed record PageModel(PagePlan Plan, IReadOnlyList<Tile> Tiles, IReadOnlyList<Section> Sections)
{
    private const int TrendMonths = 12;

    /// <summary>What the page's figures rest on: of each answer what it alone tells.</summary>
    public IEnumerable<Coverage> Coverages => Sections.Select(each => each.Answer?.Coverage).OfType<Coverage>();

    public IEnumerable<string> Notes => Sections.SelectMany(each => each.Answer?.Notes ?? []).Distinct();

    public static async Task<PageModel> ReadAsync(PagePlan plan, PageContext context)
    {
        var questions = context.Shop.Questions;
        var sections = Task.WhenAll(plan.Sections.Select(each => (Plan: each, Question: questions.Find(each.Question)))
            .Where(each => each.Question is not null).Select(each => SectionAsync(each.Plan, each.Question!, context)));
        var tiles = Task.WhenAll(plan.Tiles.Select(each => TileAsync(each, context)));
        await Task.WhenAll(sections, tiles);
        return new PageModel(plan, await tiles, await sections);
    }

    /// <summary>A chart of one question as its own page shows it.</summary>
    public static async Task<Section> SectionAsync(SectionPlan plan, QuestionFile question, PageContext context)
    {
        (string Word, string? Value)[] set = Finer(plan, question, context) is { } finer ? [.. plan.Set.Where(each => each.Word != "by"), ("by", finer)] : plan.Set;
        var said = context.State.For(question, context.Days.Days, set);
        var (answer, trouble) = await PageContext.TryAsync(() => context.Reading.AskAsync(question, said, context.Cancellation));
        var drawing = answer is null ? null : Draw(plan, question, said, answer, context);
        if (plan.IsAnnotated && answer is not null && drawing is { Kind: "line" or "stack" })
            drawing = drawing with { Spans = await Annotations.ReadAsync(answer, said.GetValueOrDefault("by")?[0] ?? question.Takes["by"].Default!, drawing.Kind == "line", context) };
        return new Section(plan, question, said, answer, drawing, trouble, context.State.Unheard(question));
    }

    // A few days by month would be one mark: a month is told by day, a quarter by week. Null: as the plan has it.
    private static string? Finer(SectionPlan plan, QuestionFile question, PageContext context)
    {
        if (plan.Chart is not { X: "period", Kind: "line" or "stack" or "heat" } || context.Days.Days is not { From: { } from, To: { } to })
            return null;
        var by = (to.DayNumber - from.DayNumber) switch { <= 45 => "day", <= 100 => "week", _ => null };
        return by is not null && question.Takes.TryGetValue("by", out var taken) && taken.Allowed.Contains(by) ? by : null;
    }

    private static Drawing? Draw(SectionPlan plan, QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, Answer answer, PageContext context)
    {
        if (plan.Waterfall.Count > 0)
            return Waterfall(plan, answer, context);
        var chart = ReferenceEquals(plan.Chart, ChartPlan.Table) ? ChartPlan.For(answer) : plan.Chart;
        var by = said.TryGetValue("by", out var words) ? words[0] : question.Takes.GetValueOrDefault("by")?.Default;
        return new Draughtsman(answer, chart, context.Style, context.Words, context.State)
        {
            By = by,
            Behind = question.Behind is null ? null : row => Section.RowsBehind(answer, said, row),
        }.Draw();
    }

    private static Drawing? Waterfall(SectionPlan plan, Answer answer, PageContext context)
    {
        var steps = plan.Waterfall.Select(each => (Column: each.TrimStart('-', '='), Sign: each[0])).ToList();
        var values = steps.Select(each => PagePlan.Total(answer, each.Column) is { } total ? decimal.Round(each.Sign == '-' ? -total : total, answer.MoneyDecimals, MidpointRounding.AwayFromZero) : (decimal?)null).ToList();
        return answer.Rows.Count == 0 ? null : new Drawing("waterfall", "money", [.. steps.Select(each => context.Words.Column(each.Column))],
            [new(context.Words["steps"], values), new(context.Words["totals"], [.. steps.Select((each, at) => each.Sign is '-' ? (decimal?)null : values[at])])])
        {
            Decimals = answer.MoneyDecimals,
            Sign = context.Style.Sign(answer.Coverage.Currency),
        };
    }

    private static async Task<Tile> TileAsync(TilePlan plan, PageContext context)
    {
        if (context.Shop.Questions.Find(plan.Question) is not { } question)
            return new Tile(plan, null, null, [], null, null);
        var trending = plan.HasTrend && TrendDays(context) is { } months ? AskAsync(months, ("by", "month")) : Task.FromResult<(Answer?, Trouble?)>(default);
        var (now, trouble) = await AskAsync(context.Days.Days, ("by", "all"));
        // Before the first order nothing is known: a comparison with it would call that a zero.
        var compared = context.Days.Compared is { From: { } from } days && from >= context.Now?.FirstDay ? days : (AskedDays?)null;
        var (before, _) = compared is { } known && now is not null ? await AskAsync(known, ("by", "all"), ("at", Growths.MoneyOf(now) ?? context.State["at"])) : default;
        var (trend, _) = now is null ? default : await trending;
        return new Tile(
            plan, now is null ? null : plan.Value(now), before is null ? null : plan.Value(before),
            trend is null ? [] : [.. trend.Rows.Select(row => PagePlan.Cell(trend, row, plan.Column))], now?.Coverage.Currency, trouble)
        {
            Growths = plan is { Question: "revenue", Column: "net_sales" } && now is not null && before is not null && compared is { } held
                ? await Growths.ReadAsync(question, now, before, held, context)
                : null,
        };

        Task<(Answer?, Trouble?)> AskAsync(AskedDays asked, params (string, string?)[] set) =>
            PageContext.TryAsync(() => context.Reading.RowsOfAsync(question, context.State.For(question, asked, set), context.Cancellation));
    }

    private static AskedDays? TrendDays(PageContext context)
    {
        if ((context.Days.Days.To ?? context.Now?.AsOf?.AddDays(1)) is not { } to)
            return null;
        var last = to.AddDays(-1);
        var from = new DateOnly(last.Year, last.Month, 1).AddMonths(-TrendMonths);
        return new AskedDays(context.Now?.FirstDay is { } first && first > from ? first : from, to);
    }
}
