using System.Globalization;

namespace Estrella.Tests.Stories.Histories;

/// <summary>
/// What the warehouse must hold after a history, worked out from what was said alone. Lines of text, as
/// <see cref="WarehouseRows"/> tells those of the database.
/// </summary>
internal sealed class ShopModel
{
    private readonly Dictionary<string, Dictionary<string, List<Statement>>> said;
    private readonly List<string> lines = [];

    private ShopModel(History history)
    {
        said = ShopFields.Of.Keys.ToDictionary(entity => entity, entity => Timeline.Of(history, entity));
        foreach (var entity in ShopFields.Of.Keys)
            Core(entity);
        Dimensions();
        var orders = said["order"].ToDictionary(each => each.Key, each => new OrderFacts(this, each.Key, each.Value));
        foreach (var order in orders.Values)
            lines.AddRange(order.Lines());
    }

    public static IReadOnlyList<string> Rows(History history) => [.. new ShopModel(history).lines.Order(StringComparer.Ordinal)];

    /// <summary>The rows of an entity that name a parent, as they stand.</summary>
    public IEnumerable<Statement> Children(string entity, string order) =>
        said[entity].Values.Select(records => records[^1]).Where(child => child.Cells["order"] == order);

    /// <summary>When the version began that held at a moment; <c>-</c>: nobody is named.</summary>
    public string CustomerAt(string? id, DateTime moment) => id is null
        ? "-"
        : $"{id}@{(said["customer"].TryGetValue(id, out var records) ? Begin(Timeline.Versions(records, Place), moment) : "-infinity")}";

    public string ProductAt(string id, DateTime moment) =>
        $"{id}@{(said["product"].TryGetValue(id, out var records) ? Begin(Timeline.Versions(records, Class), moment) : "-infinity")}";

    /// <summary>Cost of the day, else the first one known later.</summary>
    public (decimal? Cost, bool IsImputed) CostAt(string product, DateTime moment)
    {
        if (!said["product"].TryGetValue(product, out var records))
            return (null, false);
        var costs = Days(records).Select(day => (day.Day, Cost: Number(day.Cost))).Where(each => each.Cost is not null).ToList();
        if (costs.Count == 0)
            return (null, false);
        var until = costs.Where(each => each.Day <= moment).ToList();
        return until.Count > 0 ? (until[^1].Cost, false) : (costs[0].Cost, true);
    }

    public static string Text(decimal? number) => number is { } given ? given.ToString("0.####", CultureInfo.InvariantCulture) : "-";

    public static string Text(DateTime time) => time == DateTime.MinValue ? "-infinity" : time == DateTime.MaxValue ? "infinity" : time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static decimal? Number(string? cell) => cell is null ? null : decimal.Parse(cell, CultureInfo.InvariantCulture);

    public static DateTime Time(string cell) => DateTime.ParseExact(cell, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private void Core(string entity)
    {
        foreach (var (id, records) in said[entity])
            lines.Add($"core.{entity} | {id} | {string.Join(" | ", ShopFields.Of[entity].Select(field => records[^1].Cells[field] ?? "-"))} | {(records[^1].IsGone ? "gone" : "here")}");
        foreach (var id in Inferred(entity))
            lines.Add($"core.{entity} | {id} | {string.Join(" | ", ShopFields.Of[entity].Select(_ => "-"))} | inferred");
    }

    /// <summary>Ids others name and no export of their own has said.</summary>
    private IEnumerable<string> Inferred(string entity) => ShopFields.References.Where(each => each.Parent == entity)
        .SelectMany(each => said[each.Entity].Values.SelectMany(records => records).Select(record => record.Cells[each.Field]))
        .OfType<string>().Distinct().Where(id => !said[entity].ContainsKey(id));

    private void Dimensions()
    {
        foreach (var (id, records) in said["customer"])
            lines.AddRange(Timeline.Versions(records, Place).Select(version =>
                $"dim_customer | {id} | {Text(version.From)} | {Text(version.To)} | {version.Value} | {records[^1].Cells["email"]}"));
        lines.AddRange(Inferred("customer").Select(id => $"dim_customer | {id} | -infinity | infinity | - here | -"));
        foreach (var (id, records) in said["product"])
        {
            lines.AddRange(Timeline.Versions(records, Class).Select(version =>
                $"dim_product | {id} | {Text(version.From)} | {Text(version.To)} | {version.Value} | {Path(version.Value.Split(' ')[^1])}"));
            lines.AddRange(Prices(records).Select(version => $"product_price | {id} | {Text(version.From)} | {Text(version.To)} | {version.Value}"));
        }
        lines.AddRange(Inferred("product").Select(id => $"dim_product | {id} | -infinity | infinity | - here - | -"));
    }

    /// <summary>Price and cost hold from the day they are said; who says no cost leaves it, and before the first one that one stands.</summary>
    private static List<Version<string>> Prices(List<Statement> records)
    {
        var days = Days(records).ToList();
        var carried = days.Select((day, at) => (day.Day, Value:
            $"{day.Price} | {days[..(at + 1)].FindLast(each => each.Cost is not null).Cost ?? days[at..].Find(each => each.Cost is not null).Cost ?? "-"}")).ToList();
        var changes = carried.Where((day, at) => at == 0 || day.Value != carried[at - 1].Value).ToList();
        return [.. changes.Select((change, at) => new Version<string>(
            at == 0 ? DateTime.MinValue : change.Day, at + 1 < changes.Count ? changes[at + 1].Day : DateTime.MaxValue, change.Value))];
    }

    /// <summary>The last price and cost of each day.</summary>
    private static IEnumerable<(DateTime Day, string? Price, string? Cost)> Days(List<Statement> records) => records.GroupBy(record => record.SaidAt.Date)
        .Select(day => (day.Key, day.Last().Cells["price"], day.Select(record => record.Cells["cost"]).LastOrDefault(cost => cost is not null)));

    private static string Place(Statement record) => $"{record.Cells["city"] ?? "-"} {(record.IsGone ? "gone" : "here")}";

    private static string Class(Statement record) => $"{record.Cells["brand"]} {(record.IsGone ? "gone" : "here")} {record.Cells["category"] ?? "-"}";

    /// <summary>A category with those above it, by the names they have now.</summary>
    private string Path(string category)
    {
        if (category == "-")
            return "-";
        var now = said["category"].TryGetValue(category, out var records) ? records[^1].Cells : null;
        var name = now?["name"] ?? category;
        return now?["parent"] is { } parent ? $"{Path(parent)} > {name}" : name;
    }

    private static string Begin(IEnumerable<Version<string>> versions, DateTime moment) =>
        Text(versions.Single(version => version.From <= moment && moment < version.To).From);
}
