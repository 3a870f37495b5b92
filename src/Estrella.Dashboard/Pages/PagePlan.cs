using Estrella.Dashboard.Charts;
using Estrella.Questions;

namespace Estrella.Dashboard.Pages;

/// <summary>A figure above the charts.</summary>
/// <param name="Column">Its column, which names it.</param>
/// <param name="Value">Of an answer over the whole range.</param>
/// <param name="Lower">Less of it is better.</param>
public sealed record TilePlan(string Question, string Column, ColumnKind Kind, Func<Answer, decimal?> Value, bool HasTrend = true, bool Lower = false)
{
    /// <summary>More of it is no better and no worse: spend, stock.</summary>
    public bool IsNeutral { get; init; }
}

/// <summary>A chart with its table.</summary>
/// <param name="Set">Parameters the chart needs, whatever the address says.</param>
public sealed record SectionPlan(string Title, string Question, ChartPlan Chart, params (string Word, string? Value)[] Set)
{
    /// <summary>Takes the page's whole width.</summary>
    public bool IsWide { get; init; }

    /// <summary>Campaigns, sales events, products out of stock and changes of prices stand on its time axis.</summary>
    public bool IsAnnotated { get; init; }

    /// <summary>Columns of the table beside a map of places; empty: no map.</summary>
    public IReadOnlyList<string> Map { get; init; } = [];

    /// <summary>From the totals of these columns, in this order; those with a minus are taken off.</summary>
    public IReadOnlyList<string> Waterfall { get; init; } = [];
}

/// <summary>What a page holds.</summary>
public sealed record PagePlan(string Name, IReadOnlyList<TilePlan> Tiles, IReadOnlyList<SectionPlan> Sections)
{
    public string Path => Name == "overview" ? "/" : "/" + Name;

    /// <summary>All pages of the business, in the order of the navigation.</summary>
    public static IReadOnlyList<PagePlan> All { get; } =
    [
        new("overview",
            [Money("revenue", "net_sales"), Count("revenue", "orders"), Money("revenue", "aov"), Count("revenue", "units"),
             Count("customers", "customers"), Ratio("customers", "returning_rate"), Margin(), Late()],
            [
                new("chart.sales-over-time", "revenue", new("line", "period", ["net_sales"])) { IsWide = true, IsAnnotated = true },
                new("chart.best-sellers", "best-sellers", new("bars", "product", ["net_sales"]), ("by", "all"), ("top", null)),
                new("chart.new-recurring", "customers", new("stack", "period", ["new_net_sales", "recurring_net_sales"])),
                new("chart.profit-by-category", "profitability", new("stack", "period", ["gross_profit"], "category")),
                new("chart.regions", "geography", new("bars", "region", ["net_sales"])),
            ]),
        new("best-sellers",
            [Money("revenue", "net_sales"), Count("revenue", "units"), Count("revenue", "orders"), Money("revenue", "aov")],
            [
                new("chart.best-sellers", "best-sellers", new("bars", "product", ["net_sales"]), ("by", "all"), ("top", null)),
                new("chart.moves", "rank-changes", new("moves", "product", ["units"], "overall_change")),
                new("chart.category-month", "category-units", new("heat", "period", ["net_sales"], "category"), ("by", "month")) { IsWide = true },
                new("chart.categories", "category-units", new("bars", "category", ["units"]), ("by", "all")),
                new("chart.reviews", "reviews", new("scatter", "reviews", ["mean_rating"])),
            ]),
        new("customers",
            [Count("customers", "customers"), Count("customers", "new_customers"), Count("customers", "recurring_customers"), Ratio("customers", "returning_rate"),
             Money("customers", "new_net_sales"), Money("customers", "recurring_net_sales")],
            [
                new("chart.new-recurring", "customers", new("stack", "period", ["new_net_sales", "recurring_net_sales"])) { IsWide = true, IsAnnotated = true },
                new("chart.cohorts", "cohorts", new("triangle", "months_later", ["retention"], "cohort")) { IsWide = true },
                new("chart.rfm", "rfm", new("grid", "frequency_money", ["customers"], "recency")) { IsWide = true },
                new("chart.heads", "customers", new("stack", "period", ["new_customers", "recurring_customers"])),
                new("chart.returning-rate", "customers", new("line", "period", ["returning_rate"])),
                new("chart.top-customers", "top-customers", new("bars", "customer_id", ["net_sales"]), ("top", "15")),
                new("chart.sign-ups", "sign-ups", new("line", "period", ["sign_ups"])),
            ]),
        new("stock",
            [Sum("stock-rotation", "on_hand") with { IsNeutral = true }, Sum("stock-rotation", "units_sold"), Sum("stock-rotation", "stockout_days", lower: true),
             Sum("deliveries", "shipments"), Late(), Sum("deliveries", "open_overdue", lower: true)],
            [
                new("chart.on-time", "deliveries", new("line", "period", ["on_time_rate"], "carrier"), ("by", "month")) { IsWide = true },
                new("chart.lead-bands", "lead-times", new("bands", "carrier", ["lead_days_p50", "lead_days_p90", "lead_days_p95"]), ("by", "all")),
                new("chart.lead-days", "deliveries", new("line", "period", ["lead_days_p90"], "carrier"), ("by", "month")),
                new("chart.late", "deliveries", new("stack", "period", ["late"], "carrier"), ("by", "month")),
                new("chart.cover", "stock-rotation", new("scatter", "cover_days", ["units_sold"])),
                new("chart.abc-xyz", "abc-xyz", new("heat", "xyz_class", ["net_sales"], "abc_class")),
                new("chart.stockouts", "stock-rotation", new("bars", "product", ["stockout_days"])),
                new("chart.stockout-calendar", "stock-outs", new("calendar", "starts_on", ["days"], "product")) { IsWide = true },
                new("chart.cover-longest", "stock-rotation", new("bars", "product", ["cover_days"])) { IsWide = true },
            ]),
        new("campaigns",
            [Sum("campaigns", "spend", ColumnKind.Money) with { IsNeutral = true }, Sum("campaigns", "tagged_net_sales", ColumnKind.Money), Sum("campaigns", "tagged_orders"), Roas()],
            [
                new("chart.lift", "campaigns", new("interval", "campaign", ["lift_net_sales"], null, "lift_low", "lift_high")) { IsWide = true },
                new("chart.expected", "campaign-days", new("expected", "day", ["net_sales", "expected_net_sales"], "campaign", "expected_low", "expected_high")) { IsWide = true },
                new("chart.roas", "campaigns", new("bars", "campaign", ["roas"])),
                new("chart.tagged", "campaigns", new("bars", "campaign", ["tagged_net_sales"])),
            ]),
        new("profitability",
            [Money("revenue", "net_sales"), Sum("profitability", "gross_profit", ColumnKind.Money), Margin(),
             Sum("profitability", "discounts", ColumnKind.Money, lower: true), Sum("profitability", "returns", ColumnKind.Money, lower: true)],
            [
                new("chart.waterfall", "profitability", new("waterfall", "category", ["gross_sales"]), ("by", "all"))
                {
                    Waterfall = ["gross_sales", "-discounts", "-returns", "=net_sales", "-cogs", "=gross_profit"],
                },
                new("chart.margin-by-category", "profitability", new("bars", "category", ["gross_margin"]), ("by", "all")),
                new("chart.bridge", "profit-bridge", new("bridge", "step", ["gross_profit"])) { IsWide = true },
                new("chart.plan", "plan-actual", new("line", "period", ["net_sales", "target"])) { IsWide = true },
                new("chart.profit-by-category", "profitability", new("stack", "period", ["gross_profit"], "category")) { IsWide = true },
                new("chart.margin-month", "profitability", new("heat", "period", ["gross_margin"], "category"), ("by", "month")) { IsWide = true },
            ]),
        new("geography",
            [Money("revenue", "net_sales"), Count("revenue", "orders"), Count("customers", "customers"), Money("revenue", "aov")],
            [
                new("chart.map", "geography", new("bars", "region", ["net_sales"])) { IsWide = true, Map = ["region", "customers", "orders", "net_sales", "share"] },
                new("chart.countries", "geography", new("bars", "country", ["net_sales"]), ("level", "country")) { IsWide = true, Map = ["country", "customers", "orders", "net_sales", "share"] },
                new("chart.expansion", "geography", new("bars", "region", ["expansion_score"])),
                new("chart.growth", "geography", new("bars", "region", ["growth"]) { LeastOrders = 30 }),
                new("chart.loyalty", "geography", new("scatter", "orders_per_customer", ["growth"], "region") { LeastOrders = 30 }) { IsWide = true },
            ]),
    ];

    public static PagePlan? Find(string path) => All.FirstOrDefault(each => each.Path == path);

    private static TilePlan Money(string question, string column) => new(question, column, ColumnKind.Money, answer => Only(answer, column));

    private static TilePlan Count(string question, string column) => new(question, column, ColumnKind.Count, answer => Only(answer, column));

    private static TilePlan Ratio(string question, string column) => new(question, column, ColumnKind.Ratio, answer => Only(answer, column));

    private static TilePlan Sum(string question, string column, ColumnKind kind = ColumnKind.Count, bool lower = false) =>
        new(question, column, kind, answer => Total(answer, column), HasTrend: false, Lower: lower);

    private static TilePlan Late() => Sum("deliveries", "late", lower: true);

    // Over the sales whose cost is known, as the question does for each category: their net is profit and cost together.
    private static TilePlan Margin() => new("profitability", "gross_margin", ColumnKind.Ratio,
        answer => Total(answer, "gross_profit") is { } profit && Total(answer, "cogs") is { } cost && profit + cost != 0 ? profit / (profit + cost) : null, HasTrend: false);

    // Sales of the campaigns whose spend is known, to that spend.
    private static TilePlan Roas() => new("campaigns", "roas", ColumnKind.Number, answer =>
    {
        var known = answer.Rows.Where(row => Cell(answer, row, "spend") is > 0 && Cell(answer, row, "tagged_net_sales") is not null).ToList();
        return known.Count == 0 ? null : known.Sum(row => Cell(answer, row, "tagged_net_sales")) / known.Sum(row => Cell(answer, row, "spend"));
    }, HasTrend: false);

    private static decimal? Only(Answer answer, string column) => answer.Rows.Count == 1 ? Cell(answer, answer.Rows[0], column) : null;

    /// <summary>The sum of what is known; null where nothing is.</summary>
    internal static decimal? Total(Answer answer, string column)
    {
        var values = answer.Rows.Select(row => Cell(answer, row, column)).ToList();
        return values.Count == 0 || values.All(each => each is null) ? null : values.Sum();
    }

    internal static decimal? Cell(Answer answer, IReadOnlyList<object?> row, string column)
    {
        for (var at = 0; at < answer.Columns.Count; at++)
        {
            if (answer.Columns[at].Name == column)
                return row[at] switch { decimal number => number, long whole => whole, _ => null };
        }
        return null;
    }
}
