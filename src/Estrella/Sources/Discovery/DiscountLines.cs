using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Rows among the lines of an order that are a discount: no pieces, an amount below zero, and goods that are called so. They
/// are lines of no product and no pieces, and take their amount off what was sold.
/// </summary>
internal static class DiscountLines
{
    private const string Kind = "discount_line";
    private const int LeastRows = 3;
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <param name="lines">What the other rows feed, all its fields found.</param>
    /// <param name="orders">The file that tells the orders; one that says a discount of its own says these once more.</param>
    public static void Find(DraftFeed lines, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used, FileMeaning? orders)
    {
        if (meaning.Column(Line, "quantity", false) is not { Blank: > 0 } quantity || !lines.Fields.Exists(each => each.Field == "order")
            || meaning.Money.Told(meaning) is not { Least: < 0 } amount
            || lines.Fields.Find(each => each.Field == "product") is not { } product || DraftCells.Columns(product.Cell, meaning.File.Columns).FirstOrDefault() is not { } goods
            || (orders ?? meaning).Columns(EntityCatalog.Get("order"), "discount").Any(each => each is { IsNumber: true } and not { Least: 0, Most: 0 }))
            return;
        var (rows, sums) = (meaning.Rows, meaning.Rows.Numbers(amount));
        var called = Enumerable.Range(0, rows.Count).GroupBy(row => rows.Text(row, goods))
            .Where(each => each.Key.Length > 0 && meaning.Headings.IsOfDiscount(each.Key.Replace('(', ' ').Replace(')', ' ')) && each.All(row => rows.Text(row, quantity).Length == 0)).ToList();
        // A credit note gives them back.
        var (all, told) = (called.Sum(each => each.Count()), called.Sum(each => each.Count(row => sums[row] < 0)));
        if (told < LeastRows || told * 10 < all * 8)
            return;
        var texts = called.Select(each => each.Key).Order(StringComparer.Ordinal).Select(Yaml.Text);
        export.Kinds.Add(new DraftField(Kind, $"{{ {Yaml.Text(goods.Name)}: [{string.Join(", ", texts)}] }}", Proof.Of(told, all, FormattableString.Invariant($"called a discount, without pieces, and {amount.Name} below zero in {told:N0} of {all:N0} rows"))));
        var off = lines.Apart(Line, Kind, goods);
        foreach (var feed in export.Feeds.Where(each => each.Entity.Name == "product").Append(lines))
            feed.When.Insert(0, $"not {Kind}");
        off.Add("quantity", "{ value: 0 }", Proof.Of(told, told, "no pieces"));
        off.Add("amount", DraftCells.Of(meaning, Line.Find("amount")!, amount));
        used.Add(amount);
        export.Feeds.Add(off);
    }
}
