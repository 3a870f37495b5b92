using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Files of prices in which a product has several at once: retail beside wholesale. A product has one list price on a day;
/// of several the last row read would hold, whichever it is.
/// </summary>
internal static class PriceLists
{
    private static readonly Entity Product = EntityCatalog.Get("product");
    private static readonly Entity Price = EntityCatalog.Get("product_price");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Those files, and why they are left.</summary>
    public static List<(FileMeaning File, string Why)> Settle(IReadOnlyList<FileMeaning> files) =>
        [.. files.Select(file => (File: file, Why: SideBySide(file))).Where(each => each.Why is not null).Select(each => (each.File, each.Why!))];

    /// <summary>Null: no product has two prices at once.</summary>
    private static string? SideBySide(FileMeaning file)
    {
        // Customers have a price list, too; rows with goods and a price beside it are none of them.
        if (file.Main is not null && file.Main != Product && file.Main != Price && !(file.Main.Name == "customer" && file.Reference(Product) is not null))
            return null;
        if (file.Reference(EntityCatalog.Get("order")) is not null || file.Column(Line, "quantity", false) is not null || file.Columns(Price, "price").Concat(file.Columns(Product, "price")).FirstOrDefault(column => !file.Headings.IsOfPriceLists(column.Name)) is not { } price)
            return null;
        var list = file.File.Open.FirstOrDefault(column => column is { Blank: 0, Distinct: > 1, IsUnique: false } && file.Headings.IsOfPriceLists(column.Name));
        // Rows with an id of their own are products, unless a column says that it names them.
        var named = file.Own is null ? file.Columns(Product, Headings.Id).Concat(file.Columns(Product, "name")) : file.Columns(Product, Headings.Id, mustSay: true).Where(column => column != file.Own);
        var product = named.FirstOrDefault(column => column != list && column != price && !column.IsDate);
        if (product is null or { IsUnique: true })
            return null;
        if (list is not null)
        {
            var several = Several(file.Rows.All([product, list]).Select(cells => (cells[0], cells[1])));
            return several == 0 ? null : FormattableString.Invariant($"{list.Name} names {list.Distinct:N0} price lists side by side, and {several:N0} of {product.Distinct:N0} products stand in several: a product has one list price on a day");
        }
        if (file.Main != Price || file.Column(Price, "valid_from", false) is not { } day)
            return null;
        var twice = Several(file.Rows.All([product, day, price]).Select(cells => (cells[0] + '\u001f' + cells[1], cells[2])));
        return twice == 0 ? null : FormattableString.Invariant($"{price.Name} is several of one {product.Name} and {day.Name} in {twice:N0} cases: a product has one list price on a day");
    }

    /// <summary>How many of the first stand beside more than one of the second.</summary>
    private static int Several(IEnumerable<(string One, string Other)> pairs)
    {
        var (first, several) = (new Dictionary<string, string>(), new HashSet<string>());
        foreach (var (one, other) in pairs)
        {
            if (!first.TryAdd(one, other) && first[one] != other)
                several.Add(one);
        }
        return several.Count;
    }
}
