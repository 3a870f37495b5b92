using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the cells of sales with months side by side count.</summary>
internal enum SoldIs
{
    Pieces,

    Money,

    /// <summary>No row tells.</summary>
    Undecided,
}

/// <summary>
/// Sales told by product and month, the months side by side. An order a month stands for what was sold in it: the exports
/// know no other, and revenue by month and product is right.
/// </summary>
internal sealed record WideSales(SoldIs Kind, Proof Proof, ColumnProbe? Price, IReadOnlyList<ColumnProbe> Keys)
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Product = EntityCatalog.Get("product");

    /// <summary>The file's name speaks of sales, and its rows name products.</summary>
    public static bool Is(FileMeaning meaning) =>
        meaning.Headings.Named(meaning.File.Title).Select(each => each.Entity.Name).ToList() is var named && named.Exists(name => name is "order" or "order_line") && !named.Contains("inventory") && !named.Contains("target")
        && (meaning.Column(Product, Headings.Id, true) ?? meaning.Column(Product, "name", false)) is not null;

    /// <returns>Null: two rows are of the same product, and nothing tells them apart.</returns>
    public static WideSales? Of(FileMeaning meaning, WideMonths months, ColumnProbe product)
    {
        var value = meaning.File.Columns.First(column => column.Name == WideMonths.Value);
        List<ColumnProbe> keys = [product];
        foreach (var other in meaning.File.Open.Where(column => column.Name is not (WideMonths.Month or WideMonths.Value) && column != product && !column.IsNumber))
        {
            if (meaning.Rows.AreUnique([.. keys]))
                break;
            keys.Add(other);
        }
        if (!meaning.Rows.AreUnique([.. keys]))
            return null;
        var price = meaning.Columns(Line, "unit_price").Concat(meaning.Columns(Product, "price")).FirstOrDefault(column => column.IsNumber && column.Name is not (WideMonths.Month or WideMonths.Value));
        var (kind, proof) = KindOf(meaning, months, value, price);
        return new WideSales(kind, proof, price, keys);
    }

    private static (SoldIs, Proof) KindOf(FileMeaning meaning, WideMonths months, ColumnProbe value, ColumnProbe? price)
    {
        if (value.Numbers.Beside.Count > 0)
            return (SoldIs.Money, Proof.Of(value.Numbers.Beside.Values.Sum(), value.Numbers.Good, "a currency stands beside the numbers"));
        var parts = value.Numbers.Good - value.Wholes;
        if (parts > 0)
            return (SoldIs.Money, Proof.Of(parts, parts, FormattableString.Invariant($"{parts:N0} of {value.Numbers.Good:N0} cells are no whole number: money, no pieces")));
        if (price is not null && Total(meaning, months, price) is { } pieces)
            return (SoldIs.Pieces, pieces);
        foreach (var word in Wording.Cut(meaning.File.Title).Where(word => !meaning.Headings.Named(word).Any()))
        {
            var fields = meaning.Headings.Meanings(word).Where(heading => heading.Entity == Line).Select(heading => heading.Field).ToHashSet();
            if (fields.Contains("quantity") != fields.Contains("amount"))
                return (fields.Contains("quantity") ? SoldIs.Pieces : SoldIs.Money, new Proof($"'{word}' in the file's name"));
        }
        return (SoldIs.Undecided, Proof.Of(0, 0, "pieces or money: no row decides"));
    }

    /// <summary>A total of the row that is its months, multiplied by the price.</summary>
    private static Proof? Total(FileMeaning meaning, WideMonths months, ColumnProbe price)
    {
        var cells = meaning.Source.Columns.Where(column => months.Columns.Contains(column.Name)).ToList();
        var rows = new FileRows(meaning.Source);
        foreach (var total in meaning.File.Open.Where(column => column.IsNumber && column != price && column.Name is not (WideMonths.Month or WideMonths.Value)))
        {
            int fits = 0, seen = 0;
            for (var row = 0; row < rows.Count; row++)
            {
                if (rows.Numbers(price)[row] is not { } each || rows.Numbers(total)[row] is not { } sum || sum == 0)
                    continue;
                seen++;
                fits += Math.Abs(cells.Sum(cell => rows.Numbers(cell)[row] ?? 0) * each - sum) <= 0.02m ? 1 : 0;
            }
            if (seen >= 2 && fits >= seen * 0.95)
                return Proof.Of(fits, seen, FormattableString.Invariant($"{total.Name} is the months × {price.Name} in {fits:N0} of {seen:N0} rows looked at"));
        }
        return null;
    }

    /// <summary>The feeds of orders and lines; pieces without a price tell no sales.</summary>
    public void Feed(FileMeaning meaning, WideMonths months, DraftExport export, HashSet<ColumnProbe> used, string product)
    {
        var (month, value) = (meaning.File.Columns.First(column => column.Name == WideMonths.Month), meaning.File.Columns.First(column => column.Name == WideMonths.Value));
        var headings = Discovery.Proof.Of(months.Columns.Count, months.Columns.Count, FormattableString.Invariant($"the headings of {months.Columns.Count:N0} columns are months"));
        var order = new DraftFeed(Order, WideMonths.Month, headings.As("an order a month stands for what was sold in it"), DraftFeed.First);
        order.Add("ordered_at", $"{{ column: {WideMonths.Month}, dates: {Yaml.Text(months.Dates)} }}", headings);
        var id = string.Join(", ", Keys.Select(column => Yaml.Text(column.Name)));
        var line = new DraftFeed(Line, $"[{id}, {WideMonths.Month}]", Discovery.Proof.Of(meaning.File.Rows, meaning.File.Rows, FormattableString.Invariant($"no two of {meaning.File.Rows:N0} rows have the same {id}")));
        line.Add("order", WideMonths.Month, headings.As("as order.id"));
        line.Add("product", product);
        used.UnionWith([month, value, .. Keys]);
        if (Kind == SoldIs.Pieces)
        {
            line.Add("quantity", DraftCells.Of(meaning, Line.Find("quantity")!, value), Proof);
            line.Add("unit_price", DraftCells.Of(meaning, Line.Find("unit_price")!, Price!), DraftCells.Proof(meaning, Line.Find("unit_price")!, Price!));
            used.Add(Price!);
        }
        else
        {
            line.Add("quantity", "{ value: 1 }", headings.As("no column counts pieces: what a month brought is one"));
            line.Add("amount", Kind == SoldIs.Money ? DraftCells.Of(meaning, Line.Find("amount")!, value) : $"{{ column: {WideMonths.Value}, decimal: {ContractParser.Undecided} }}", Proof);
        }
        export.Feeds.Add(order);
        export.Feeds.Add(line);
    }
}
