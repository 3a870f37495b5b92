using System.Globalization;

namespace Estrella.Tests.Stories.Histories;

/// <summary>
/// Draws histories. Few ids and few values, so that most rows meet another one: new, changed, corrected, gone, back,
/// late, repeated, split over files.
/// </summary>
internal sealed class HistoryDraw
{
    public static readonly DateTime FirstDay = new(2024, 2, 26);

    private const int Days = 9;

    private readonly Random random;
    private readonly RunPlan plan;

    private HistoryDraw(int seed, RunPlan plan)
    {
        random = new Random(seed);
        this.plan = plan;
    }

    public static History Draw(int batch, int at, RunPlan plan)
    {
        var draw = new HistoryDraw((batch * 7919) + at, plan);
        var exports = ShopFields.Of.Keys.Select(draw.Export).ToList();
        return new History($"{batch}-{at}", exports, [.. exports.SelectMany(draw.Files)]);
    }

    private ExportPlan Export(string entity)
    {
        var isDated = plan.AsOf is null || Chance(30);
        var holds = ShopFields.Day.ContainsKey(entity) && Chance(25) ? Holding.AllWithin : Chance(50) ? Holding.All : Holding.Changes;
        var hasChanged = holds == Holding.Changes && Chance(40);
        // Nothing but the change column may date changes.
        return new ExportPlan(entity, holds, isDated && !(hasChanged && Chance(40)), hasChanged, holds == Holding.Changes && Chance(40));
    }

    private IEnumerable<ShopFile> Files(ExportPlan export)
    {
        var files = new List<ShopFile>();
        if (export.IsDated || plan.AsOf is null)
        {
            var days = Enumerable.Range(1, Days - 1).ToArray();
            random.Shuffle(days);
            foreach (var at in days[..random.Next(1, 5)])
            {
                DateTime? day = export.IsDated ? FirstDay.AddDays(at) : null;
                // Another file of the same day is a part of the same export.
                var parts = export.Holds != Holding.AllWithin && Chance(25) ? 2 : 1;
                for (var part = parts; part > 0; part--)
                    files.Add(new ShopFile(export.Entity, Name(export, day, files.Count), day, Runs(), [.. Rows(export, day, isSound: parts > 1)]));
            }
        }
        else
        {
            for (var run = 0; run < plan.Runs; run++)
            {
                // An undated export is the first one or needs a change column.
                var isUndated = plan.AsOf[run] is null;
                if (Chance(70) && (!isUndated || run == 0 || export is { HasChanged: true }))
                    files.Add(new ShopFile(export.Entity, Name(export, null, files.Count), plan.AsOf[run], [run], [.. Rows(export, plan.AsOf[run])]));
            }
        }
        return files;
    }

    /// <summary>Names are in no order of arrival; undated ones must still be told apart.</summary>
    private string Name(ExportPlan export, DateTime? day, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"{export.Entity}_{(day is null ? "" : $"{day:yyyyMMdd}")}{(char)('a' + random.Next(26))}{at}");

    /// <summary>A file may lie in the folder of later runs as well.</summary>
    private List<int> Runs()
    {
        var first = random.Next(plan.Runs);
        return [first, .. Enumerable.Range(first + 1, plan.Runs - first - 1).Where(_ => Chance(10))];
    }

    private IEnumerable<ShopRow> Rows(ExportPlan export, DateTime? day, bool isSound = false)
    {
        foreach (var id in Ids(export.Entity))
        {
            if (!Chance(70))
                continue;
            var row = Row(export, id, day);
            yield return row;
            if (Chance(5))
                yield return row;
            if (!isSound && Chance(5))
                yield return Row(export, id, day);
        }
        if (!isSound && Chance(4))
            yield return Row(export, Ids(export.Entity)[0], day) with { IsUnreadable = true };
    }

    private ShopRow Row(ExportPlan export, string id, DateTime? day)
    {
        // What changed lies before the end of the export's day.
        DateTime? changedAt = export.HasChanged
            ? day is { } asOf ? Hour(FirstDay.AddDays(random.Next((asOf - FirstDay).Days + 1))) : Hour(Any())
            : null;
        return new ShopRow(id, Cells(export.Entity, id), changedAt, export.HasGone && Chance(15));
    }

    private static string[] Ids(string entity) => entity switch
    {
        "customer" => ["c1", "c2", "c3"],
        "category" => ["k1", "k2", "k3"],
        "product" => ["p1", "p2", "p3"],
        "order" => ["o1", "o2", "o3"],
        "order_line" => ["o1-1", "o1-2", "o2-1", "o3-1"],
        "payment" => ["o1-p", "o2-p", "o2-q"],
        "shipment" => ["o1-s", "o2-s", "o3-s"],
        _ => ["o1-1-r", "o1-1-s", "o2-1-r"],
    };

    private Dictionary<string, string?> Cells(string entity, string id) => entity switch
    {
        "customer" => new() { ["email"] = $"{id}@{Pick("a", "b")}.example", ["city"] = Pick("Salta", "Jujuy", "Oran", null) },
        // Only older ones are named, so that nobody is their own parent's parent.
        "category" => new() { ["name"] = Pick("Hogar", "Ropa", "Mesa", null), ["parent"] = id switch { "k1" => null, "k2" => Pick("k1", null), _ => Pick("k1", "k2", "k4") } },
        "product" => new() { ["brand"] = Pick("Sur", "Norte"), ["category"] = Pick("k1", "k2", "k3", "k5", null), ["price"] = Pick("10", "12.5", "15"), ["cost"] = Pick("4", "5.25", "6", null) },
        "order" => new()
        {
            ["customer"] = Pick("c1", "c2", "c3", "c4", null),
            ["ordered_at"] = Text(FirstDay.AddDays(Chance(85) ? id[1] - '0' : random.Next(Days)).AddHours(15)),
            ["status"] = Pick("pending", "shipped", "delivered", "cancelled"),
            ["cancelled_at"] = Chance(10) ? Text(Hour(Any())) : null,
            ["total"] = Pick("30", "40.5"),
        },
        "order_line" => new() { ["order"] = id[..2], ["product"] = Pick("p1", "p2", "p3", "p4"), ["quantity"] = Pick("1", "2", "3"), ["unit_price"] = Pick("10", "9.99") },
        "payment" => new() { ["order"] = id[..2], ["amount"] = Pick("30", "40.5"), ["status"] = Pick("captured", "refunded", "failed", "pending"), ["paid_at"] = Text(Hour(Any())) },
        "shipment" => new() { ["order"] = id[..2], ["carrier"] = Pick("Andreani", "OCA"), ["shipped_at"] = Text(Hour(Any())) },
        _ => new() { ["order"] = id[..2], ["order_line"] = id[..4], ["quantity"] = Pick("1", "2"), ["amount"] = Pick("8", null, null), ["returned_at"] = Text(Hour(Any())) },
    };

    private DateTime Any() => FirstDay.AddDays(random.Next(Days));

    private DateTime Hour(DateTime day) => day.AddHours(random.Next(6) * 4);

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private bool Chance(int percent) => random.Next(100) < percent;

    private string? Pick(params string?[] choices) => choices[random.Next(choices.Length)];
}

/// <summary>The runs a batch of histories shares.</summary>
/// <param name="Undone">Runs that are taken back: for ever, or to be loaded again at once.</param>
/// <param name="AsOf">Of each run its <c>--as-of</c>, for the shops whose exports are not dated; null: they all are.</param>
internal sealed record RunPlan(int Runs, IReadOnlyDictionary<int, bool> Undone, IReadOnlyList<DateTime?>? AsOf)
{
    /// <summary>The history without what was taken back for ever.</summary>
    public History Lasting(History history) =>
        history with { Files = [.. history.Files.Where(file => file.Runs.Any(run => !Undone.TryGetValue(run, out var isAgain) || isAgain))] };

    public static RunPlan Draw(int batch)
    {
        var random = new Random(batch);
        var runs = random.Next(3, 6);
        var undone = Enumerable.Range(0, runs).Where(_ => random.Next(4) == 0).ToDictionary(run => run, _ => random.Next(2) == 0);
        if (batch % 3 > 0)
            return new RunPlan(runs, undone, null);
        var days = Enumerable.Range(1, 8).Select(day => (DateTime?)HistoryDraw.FirstDay.AddDays(day)).ToArray();
        random.Shuffle(days);
        if (random.Next(3) == 0)
            days[0] = null;
        return new RunPlan(runs, undone, days[..runs]);
    }
}
