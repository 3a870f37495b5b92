using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Discounts of a line that other amounts of its row prove, whatever they are called.</summary>
internal static class TakenOff
{
    private const int MostDiscounts = 8;
    private const int MostTogether = 3;
    private const int MostColumns = 60;
    private const int LeastTold = 3;

    /// <summary>
    /// What is left of a line when one, two or three discounts are taken off, and the column that says so. What is the same on all
    /// rows of an order is the order's. Null: no column does, or no discount is any.
    /// </summary>
    /// <param name="price">Of a piece; null: none is known.</param>
    /// <param name="amount">What the line comes to; it goes before the price.</param>
    public static (ColumnProbe Amount, List<ColumnProbe> Discounts, Proof Proof)? Left(FileMeaning meaning, FileRows rows, ColumnProbe? price, ColumnProbe? quantity, ColumnProbe? amount)
    {
        if (amount is null && price is null)
            return null;
        var open = meaning.File.Open.Where(each => each.IsNumber && each != price && each != quantity && each != amount && !each.Says.IsIdentifier && !each.IsPercent && !meaning.Headings.IsOfCost(each.Name) && !meaning.Twins.ContainsKey(each)).ToList();
        var discounts = open.Where(each => each is ({ Least: >= 0, Most: > 0 } or { Least: < 0, Most: <= 0 }) && meaning.Headings.IsOfDiscount(each.Name)).ToList();
        if (open.Count > MostColumns || discounts.Count is 0 or > MostDiscounts)
            return null;
        // Rows without pieces are one each.
        var pieces = amount is null && quantity is not null ? rows.Numbers(quantity) : null;
        decimal?[] before = [.. rows.Numbers(amount ?? price!).Select((each, row) => pieces is null ? each : each * pieces[row])];
        var order = meaning.OrderColumn;
        var sums = Together(discounts, MostTogether).Select(each => (Parts: each, Off: Sum(rows, each))).ToList();
        (ColumnProbe Left, List<ColumnProbe> Parts, int Fits, int Told)? best = null;
        foreach (var left in open.Where(each => order is null || rows.IsConstantWithin(order, each) != true))
        {
            var rest = rows.Numbers(left);
            var told = Enumerable.Range(0, rows.Count).Where(row => before[row] is not null and not 0 && rest[row] is not null).ToList();
            if (told.Count * 10 < rows.Count * 8)
                continue;
            foreach (var (parts, off) in sums.Where(each => !each.Parts.Contains(left)))
            {
                var fits = told.Where(row => Math.Abs(before[row]!.Value) is var all && Math.Abs(all - off[row] - Math.Abs(rest[row]!.Value)) <= LineMoney.Cent).ToList();
                // Each of them is some of it, and most is left; of what a discount leaves it is the discount.
                if (fits.Count >= told.Count * 0.95 && parts.TrueForAll(part => fits.Count(row => rows.Numbers(part)[row] is not null and not 0) >= LeastTold)
                    && told.Count(row => off[row] * 2 < Math.Abs(before[row]!.Value)) * 3 > told.Count * 2 && fits.Count > (best?.Fits ?? 0))
                    best = (left, parts, fits.Count, told.Count);
            }
        }
        if (best is not { } found)
            return null;
        var whole = amount?.Name ?? (quantity is null ? price!.Name : $"{price!.Name} × {quantity.Name}");
        return (found.Left, found.Parts, Proof.Of(found.Fits, found.Told, FormattableString.Invariant($"{found.Left.Name} = {whole} − {string.Join(" − ", found.Parts.Select(each => each.Name))} in {found.Fits:N0} of {found.Told:N0} rows looked at")));
    }

    /// <summary>
    /// A discount below zero beside what a line comes to, where the last of a run of amounts is the sum of the others: it is to be
    /// taken off still. What gives back an amount of its own row, as postage, is no discount of goods. Null: there is none.
    /// </summary>
    public static (ColumnProbe Discount, Proof Proof)? Beside(FileMeaning meaning, FileRows rows, ColumnProbe amount)
    {
        var amounts = meaning.File.Open.Where(each => each.IsNumber && !each.Says.IsIdentifier && each.Position >= amount.Position).OrderBy(each => each.Position).ToList();
        for (var last = 3; last < amounts.Count; last++)
        {
            var (total, parts) = (rows.Numbers(amounts[last]), amounts[..last]);
            var sum = Sum(rows, parts, isSigned: true);
            var told = Enumerable.Range(0, rows.Count).Where(row => total[row] is not null and not 0).ToList();
            var fits = told.Count(row => Math.Abs(sum[row] - total[row]!.Value) <= LineMoney.Cent);
            if (told.Count < 10 || fits < told.Count * 0.98)
                continue;
            var sold = rows.Numbers(amount);
            var named = parts[1..].FindAll(each => each.Least < 0 && meaning.Headings.IsOfDiscount(each.Name));
            if (named.Count != 1)
                return null;
            var off = rows.Numbers(named[0]);
            var taken = Enumerable.Range(0, rows.Count).Where(row => sold[row] > 0 && off[row] is not null and not 0).ToList();
            var back = taken.Count(row => parts.Exists(other => other != amount && other != named[0] && rows.Numbers(other)[row] == -off[row]));
            return taken.Count >= LeastTold && taken.TrueForAll(row => off[row] < 0 && -off[row] <= sold[row]) && back * 10 < taken.Count
                ? (named[0], Proof.Of(fits, told.Count, FormattableString.Invariant($"{amounts[last].Name} is the sum of {amount.Name}, {named[0].Name} and {last - 2:N0} more in {fits:N0} of {told.Count:N0} rows: it is still to be taken off")))
                : null;
        }
        return null;
    }

    /// <summary>One of them, two and so on, the fewest first.</summary>
    public static IEnumerable<List<ColumnProbe>> Together(List<ColumnProbe> discounts, int most) =>
        Enumerable.Range(1, (1 << discounts.Count) - 1).Select(set => discounts.Where((_, at) => (set & (1 << at)) != 0).ToList()).Where(set => set.Count <= most).OrderBy(set => set.Count);

    private static decimal[] Sum(FileRows rows, List<ColumnProbe> parts, bool isSigned = false) =>
        [.. Enumerable.Range(0, rows.Count).Select(row => parts.Sum(part => rows.Numbers(part)[row] is { } number ? isSigned ? number : Math.Abs(number) : 0))];
}
