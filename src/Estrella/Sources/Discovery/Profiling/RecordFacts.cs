using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the records of a folder say of each other, read with the drafted contract: references both ways, and contradictions of orders.</summary>
internal sealed class RecordFacts
{
    /// <summary>Beyond so many orders their money is no longer compared, so that memory stays bounded.</summary>
    private const int MostOrders = 2_000_000;

    private readonly Dictionary<string, HashSet<string>> ids = [];
    private readonly Dictionary<string, Dictionary<string, string>> names = [];
    private readonly Dictionary<Pointer, Dictionary<string, long>> pointers = [];
    private readonly Dictionary<string, string> fedBy = [];
    private readonly Dictionary<string, decimal> listPrices = [];
    private readonly List<(string Product, decimal Price)> linePrices = [];
    private readonly OrderBook orders = new();
    private readonly HashSet<string> entities = [];

    private sealed record Pointer(string File, string Column, Entity From, Entity To, bool IsByName);

    public static async Task<RecordFacts> OfAsync(Recognition recognition, CancellationToken cancellation)
    {
        var facts = new RecordFacts();
        foreach (var match in recognition.Matches)
        {
            foreach (var entity in match.Export.FeedsEntities)
                facts.fedBy.TryAdd(entity.Name, match.Name);
            await FileReader.ReadAsync(
                new FileReading(0, match),
                new Takers(
                    batch =>
                    {
                        facts.Take(match, batch);
                        return ValueTask.CompletedTask;
                    },
                    _ => ValueTask.CompletedTask),
                cancellation);
        }
        return facts;
    }

    public IEnumerable<Finding> Findings()
    {
        foreach (var (pointer, targets) in pointers.Where(each => ids.ContainsKey(each.Key.To.Name) && fedBy[each.Key.To.Name] != each.Key.File))
        {
            var known = ids[pointer.To.Name];
            var named = names.GetValueOrDefault(pointer.To.Name) ?? [];
            string? IdOf(string target) => pointer.IsByName ? named.GetValueOrDefault(target) : known.Contains(target) ? target : null;
            var rows = targets.Values.Sum();
            var orphans = targets.Where(each => IdOf(each.Key) is null).ToList();
            var file = fedBy[pointer.To.Name];
            yield return orphans.Count == 0
                ? new Finding("reference", pointer.File, pointer.Column, rows, file)
                : new Finding("orphans", pointer.File, pointer.Column, orphans.Sum(each => each.Value), rows, file, string.Join(", ", orphans.Select(each => each.Key).Order(StringComparer.Ordinal).Take(3)));
            var reached = targets.Keys.Select(IdOf).OfType<string>().ToHashSet();
            yield return reached.Count == known.Count
                ? new Finding("all-named", file, null, known.Count, pointer.Column, pointer.File)
                : new Finding("not-named", file, null, known.Count - reached.Count, known.Count, pointer.Column, pointer.File);
        }
        foreach (var finding in orders.Findings(entities))
            yield return finding;
        var priced = linePrices.Where(each => listPrices.ContainsKey(each.Product)).ToList();
        if (priced.Count > 0)
            yield return new Finding("list-price", null, null, priced.LongCount(each => listPrices[each.Product] == each.Price), (long)priced.Count);
    }

    private void Take(FileMatch match, EntityBatch batch)
    {
        var entity = batch.Entity;
        entities.Add(entity.Name);
        if (!ids.TryGetValue(entity.Name, out var own))
            ids[entity.Name] = own = [];
        if (own.Count < MostOrders)
            own.UnionWith(batch.Id.Take(batch.Count));
        var view = new BatchView(batch);
        Names(entity, view, batch);
        foreach (var field in batch.Fields.Where(field => field.IsReference))
            Point(match, entity, field, view, batch.Count);
        for (var row = 0; row < batch.Count; row++)
        {
            switch (entity.Name)
            {
                case "product" when view.Number("price", row) is { } price:
                    listPrices[batch.Id[row]] = price;
                    break;
                case "order_line" when linePrices.Count < MostOrders && view.Text("product", row) is { } product && view.Number("unit_price", row) is { } paid:
                    linePrices.Add((product, paid));
                    break;
            }
            if (orders.Count < MostOrders)
                orders.Take(entity.Name, batch.Id[row], view, row);
        }
    }

    private void Names(Entity entity, BatchView view, EntityBatch batch)
    {
        if (entity.Find("name") is null)
            return;
        if (!names.TryGetValue(entity.Name, out var own))
            names[entity.Name] = own = [];
        for (var row = 0; row < batch.Count && own.Count < MostOrders; row++)
        {
            if (view.Text("name", row) is { } name)
                own.TryAdd(name, batch.Id[row]);
        }
    }

    private void Point(FileMatch match, Entity entity, EntityField field, BatchView view, int count)
    {
        var cell = match.Export.Feeds.First(feed => feed.Entity == entity).Fields.FirstOrDefault(each => each.Field == field).Cell;
        if (cell?.Columns.FirstOrDefault() is not { } column)
            return;
        var isByName = match.Export.ReferencesBy.Any(by => by.Entity == entity && by.Field == field);
        var pointer = new Pointer(match.Name, column, entity, EntityCatalog.Get(field.References!), isByName);
        if (!pointers.TryGetValue(pointer, out var targets))
            pointers[pointer] = targets = [];
        for (var row = 0; row < count; row++)
        {
            if (view.Text(field.Name, row) is { } target && (targets.Count < MostOrders || targets.ContainsKey(target)))
                targets[target] = targets.GetValueOrDefault(target) + 1;
        }
    }
}

/// <summary>Fields of a batch by their names.</summary>
internal sealed class BatchView(EntityBatch batch)
{
    private readonly Dictionary<string, BatchColumn> columns = batch.Fields.Zip(batch.Columns).ToDictionary(each => each.First.Name, each => each.Second);

    public string? Text(string field, int row) => columns.TryGetValue(field, out var column) && column.Kind == CellKind.Text ? column.Text[row] : null;

    public decimal? Number(string field, int row) => columns.TryGetValue(field, out var column) && column.Kind == CellKind.Number ? column.Number[row] : null;

    public DateTime? Instant(string field, int row) => columns.TryGetValue(field, out var column) && column.Kind == CellKind.Instant ? column.Instant[row] : null;
}
