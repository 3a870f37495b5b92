using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the total of an order says of its lines: whether their discounts are money or percentages, where no line tells.</summary>
internal static class OrderSums
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Null: no total adds up with the one reading and fails with the other.</summary>
    /// <param name="orders">The file that tells the orders; null: the lines do.</param>
    public static (DiscountIs Kind, Proof Proof)? OfDiscount(FileMeaning lines, FileMeaning? orders, ColumnProbe discount)
    {
        if (lines.Money.UnitPrice is not { } price || lines.Column(Line, "quantity", false) is not { } quantity || lines.OrderColumn is not { } of)
            return null;
        var (pieces, prices, off) = (lines.Rows.Numbers(quantity), lines.Rows.Numbers(price), lines.Rows.Numbers(discount));
        var sums = new Dictionary<string, (decimal Money, decimal Percent)>();
        var lessened = new HashSet<string>();
        for (var row = 0; row < lines.Rows.Count; row++)
        {
            if (pieces[row] is not { } count || prices[row] is not { } each)
                continue;
            var (order, gross, less) = (lines.Rows.Text(row, of), count * each, off[row] ?? 0);
            var sum = sums.GetValueOrDefault(order);
            sums[order] = (sum.Money + LineMoney.Less(gross, less, DiscountIs.Money), sum.Percent + LineMoney.Less(gross, less, DiscountIs.Percent));
            if (less != 0)
                lessened.Add(order);
        }
        var heads = Heads(lines, orders, of, discount, price);
        return heads is null ? null : Told(heads.Value, sums, lessened);
    }

    private readonly record struct Heading(FileMeaning File, ColumnProbe Key, List<ColumnProbe> Totals, List<(ColumnProbe Column, int Sign)> Parts);

    /// <summary>Where the orders' own sums stand: in their file, or on all rows of an order alike.</summary>
    private static Heading? Heads(FileMeaning lines, FileMeaning? orders, ColumnProbe of, ColumnProbe discount, ColumnProbe price)
    {
        var file = orders is null || orders == lines ? lines : orders;
        if ((file == lines ? of : file.Own) is not { } key)
            return null;
        bool IsOfOrder(ColumnProbe column) => column.IsNumber && (file != lines || (column != discount && column != price && file.Rows.IsConstantWithin(key, column) == true));
        var totals = file.Columns(Order, "total").Concat(file.Columns(Order, "subtotal")).Where(IsOfOrder).Distinct().ToList();
        var parts = new[] { ("shipping", 1), ("discount", -1), ("tax", 1) }
            .Select(each => (Column: file.Columns(Order, each.Item1).FirstOrDefault(column => IsOfOrder(column) && !totals.Contains(column)), Sign: each.Item2))
            .Where(each => each.Column is not null).Select(each => (each.Column!, each.Sign)).ToList();
        return totals.Count == 0 ? null : new Heading(file, key, totals, parts);
    }

    private static (DiscountIs Kind, Proof Proof)? Told(Heading heads, Dictionary<string, (decimal Money, decimal Percent)> sums, HashSet<string> lessened)
    {
        var (rows, best) = (heads.File.Rows, (Money: 0, Percent: 0, Seen: 0, Total: heads.Totals[0]));
        var first = Enumerable.Range(0, rows.Count).Where(row => lessened.Contains(rows.Text(row, heads.Key))).DistinctBy(row => rows.Text(row, heads.Key)).ToList();
        foreach (var total in heads.Totals)
        {
            // A total may hold postage, tax and a discount of its own, or be without them.
            for (var with = 0; with < 1 << heads.Parts.Count; with++)
            {
                int money = 0, percent = 0, seen = 0;
                foreach (var row in first)
                {
                    if (rows.Numbers(total)[row] is not { } said || !sums.TryGetValue(rows.Text(row, heads.Key), out var sum))
                        continue;
                    seen++;
                    var rest = said;
                    for (var part = 0; part < heads.Parts.Count; part++)
                        rest -= (with & (1 << part)) == 0 ? 0 : heads.Parts[part].Sign * Math.Abs(rows.Numbers(heads.Parts[part].Column)[row] ?? 0);
                    money += Math.Abs(sum.Money - rest) <= 0.02m ? 1 : 0;
                    percent += Math.Abs(sum.Percent - rest) <= 0.02m ? 1 : 0;
                }
                if (Math.Max(money, percent) > Math.Max(best.Money, best.Percent))
                    best = (money, percent, seen, total);
            }
        }
        var isMoney = best.Money > best.Percent;
        var (fits, others) = isMoney ? (best.Money, best.Percent) : (best.Percent, best.Money);
        return fits >= 3 && fits >= best.Seen * 0.95 && others * 2 < fits
            ? (isMoney ? DiscountIs.Money : DiscountIs.Percent, Proof.Of(fits, best.Seen, FormattableString.Invariant($"{best.Total.Name} is the sum of its lines so in {fits:N0} of {best.Seen:N0} orders with a discount")))
            : null;
    }
}
