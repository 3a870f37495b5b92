using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the rows of a file tell beside their own entity: stock of a product, the parcel of an order, goods that came back.</summary>
internal static class Parts
{
    public static void Of(FileMeaning meaning, DraftFeed feed, IReadOnlyDictionary<Entity, FileMeaning> mains, HashSet<ColumnProbe> used, DraftExport export)
    {
        switch (feed.Entity.Name)
        {
            case "product":
                Stock(meaning, feed, mains, used, export);
                break;
            case "order":
                Parcel(meaning, feed, mains, used, export);
                break;
            case "order_line":
                Pieces(meaning, feed, export);
                break;
        }
    }

    /// <summary>Stock is no column of a product: it is counted on the day of the export.</summary>
    private static void Stock(FileMeaning meaning, DraftFeed product, IReadOnlyDictionary<Entity, FileMeaning> mains, HashSet<ColumnProbe> used, DraftExport export)
    {
        var inventory = EntityCatalog.Get("inventory");
        if (mains.ContainsKey(inventory) || meaning.Column(inventory, "on_hand", false) is not { } stock || used.Contains(stock))
            return;
        var feed = new DraftFeed(inventory, null, null, false);
        feed.Fields.Add(new DraftField("product", product.Id!, null));
        feed.Fields.Add(new DraftField("day", "$as_of", null));
        feed.Fields.Add(new DraftField("on_hand", Yaml.Text(stock.Name), FormattableString.Invariant($"{stock.Filled:N0} numbers, {stock.Least:0.##} to {stock.Most:0.##}")));
        used.Add(stock);
        export.Feeds.Add(feed);
    }

    /// <summary>An order that says when it left, arrives or arrived has a parcel.</summary>
    private static void Parcel(FileMeaning meaning, DraftFeed order, IReadOnlyDictionary<Entity, FileMeaning> mains, HashSet<ColumnProbe> used, DraftExport export)
    {
        var shipment = EntityCatalog.Get("shipment");
        if (mains.ContainsKey(shipment))
            return;
        var found = shipment.Fields
            .Where(field => !field.IsReference && field.Name != "cost")
            .Select(field => (Field: field, Column: meaning.Column(shipment, field.Name, false)))
            .Where(each => each.Column is not null && !used.Contains(each.Column))
            .ToList();
        var left = found.Find(each => each.Field.Name is "shipped_at" or "delivered_at");
        if (left.Column is null)
            return;
        var feed = new DraftFeed(shipment, order.Id, "one parcel an order", false)
        {
            When = left.Column.Blank > 0 ? $"{{ {Yaml.Text(left.Column.Name)}: filled }}" : null,
        };
        feed.Fields.Add(new DraftField("order", order.Id!, null));
        foreach (var (field, column) in found)
        {
            feed.Fields.Add(new DraftField(field.Name, Yaml.Text(column!.Name), null));
            used.Add(column);
        }
        export.Feeds.Add(feed);
    }

    /// <summary>A line without pieces is one piece; a negative number of pieces came back.</summary>
    private static void Pieces(FileMeaning meaning, DraftFeed lines, DraftExport export)
    {
        if (lines.Fields.TrueForAll(field => field.Field != "quantity"))
        {
            lines.Fields.Add(new DraftField("quantity", "{ value: 1 }", "no column counts pieces: a row is one"));
            return;
        }
        if (meaning.Column(lines.Entity, "quantity", false) is not { Least: < 0 } quantity)
            return;
        var at = export.Feeds.IndexOf(lines);
        var sold = lines with { When = $"{{ {Yaml.Text(quantity.Name)}: {{ above: 0 }} }}" };
        export.Feeds[at] = sold;
        // A credit note is no order.
        if (export.Feeds.FindIndex(feed => feed.Entity.Name == "order") is >= 0 and var header)
            export.Feeds[header] = export.Feeds[header] with { When = sold.When };
        var back = new DraftFeed(EntityCatalog.Get("return"), lines.Id, null, false) { When = $"{{ {Yaml.Text(quantity.Name)}: {{ below: 0 }} }}" };
        // A credit note's number is its own: it names no order.
        foreach (var field in lines.Fields.Where(field => field.Field is "product" or "unit_price"))
            back.Fields.Add(field);
        back.Fields.Add(new DraftField("quantity", $"{{ column: {Yaml.Text(quantity.Name)}, negate: true }}", "pieces below zero came back"));
        if (export.Feeds.Find(feed => feed.Entity.Name == "order")?.Fields.Find(field => field.Field == "ordered_at") is { } day)
            back.Fields.Add(day with { Field = "returned_at" });
        if (export.Feeds.Find(feed => feed.Entity.Name == "order")?.Fields.Find(field => field.Field == "customer") is { } customer)
            back.Fields.Add(customer);
        export.Feeds.Add(back);
    }
}
