using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Lines whose file says pieces and no money: which file has the goods, and whether they were sold at its prices. That is asked:
/// no row tells what was paid.
/// </summary>
internal static class PricelessLines
{
    private const string AtListPrice = "list_price";
    private const string LeftOut = "none";

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Product = EntityCatalog.Get("product");

    /// <summary>
    /// What lines count is the goods, whatever it is called: <c>pizza_id</c>, the key of another file that has a price or a name.
    /// </summary>
    public static void FindGoods(IReadOnlyList<FileMeaning> files)
    {
        foreach (var lines in files.Where(CountsUnknown))
        {
            foreach (var other in files.Where(each => each != lines && each.Reference(Order) is null && each.Column(Product, "price", false) is not null))
            {
                foreach (var key in other.File.Open.Where(column => column is { IsUnique: true, IsDate: false } && other.IsUnknown(column)))
                {
                    if (lines.File.Open.FirstOrDefault(column => ColumnName.Fold(column.Name) == ColumnName.Fold(key.Name) && lines.IsUnknown(column) && column.Distinct > 0 && key.Shared(column) == column.Distinct) is not { } named)
                        continue;
                    lines.Learn(named, Product);
                    other.Learn(key, Product);
                    break;
                }
            }
        }
    }

    /// <summary>Asks of what price lines are whose goods are all in a list with prices, and takes them for lines unless a person says no.</summary>
    /// <returns>Those taken, with the price, and whether a person said so.</returns>
    public static IEnumerable<(FileMeaning Lines, ColumnProbe Price, bool IsSaid)> Take(IReadOnlyList<FileMeaning> files, IReadOnlyDictionary<Entity, FileMeaning> mains, LocaleJudge judge)
    {
        if (mains.ContainsKey(Line) || !mains.TryGetValue(Product, out var list) || list.Own is not { } key || list.Column(Product, "price", false) is not { Filled: > 0 } price)
            yield break;
        foreach (var file in files.Where(each => each != list && (each.Main is null || each.Main == Order || each.Main.Name == "inventory") && IsPriceless(each)))
        {
            var (quantity, goods) = (file.Column(Line, "quantity", false)!, file.Reference(Product)!);
            if (key.Shared(goods) != goods.Distinct)
                continue;
            var answer = judge.Decide(new DraftQuestion($"{file.File.Name}: {quantity.Name}", $"no column says what the pieces were sold at, and {list.File.Name} has a price of each", [AtListPrice, LeftOut])
            {
                Key = $"{FileNames.Word(file.File.Name)}.{quantity.Name}",
                Meanings = [$"each was sold at {price.Name} of {list.File.Name}", "what was sold is not told"],
            });
            if (answer == LeftOut)
                continue;
            file.TakeFor(Line);
            yield return (file, price, answer is not null);
        }
    }

    private static bool CountsUnknown(FileMeaning file) => IsOfOrders(file) && file.Reference(Product) is null && file.Column(Product, "name", false) is null && HasNoMoney(file);

    private static bool IsPriceless(FileMeaning file) => IsOfOrders(file) && file.Reference(Product) is not null && HasNoMoney(file);

    private static bool IsOfOrders(FileMeaning file) => file.Column(Line, "quantity", false) is { IsNumber: true } quantity
        && (file.Reference(Order) ?? (file.Main == Order ? file.OrderColumn : null)) is { } order && order != quantity;

    /// <summary>Its columns of money, if any, are not of goods: <c>freight</c>.</summary>
    private static bool HasNoMoney(FileMeaning file) => file.Column(Line, "quantity", false) is var quantity
        && !file.Columns(Line, "unit_price").Concat(file.Columns(Line, "amount")).Concat(file.Columns(Order, "total")).Concat(file.Columns(Order, "subtotal")).Any(each => each != quantity);
}
