namespace Estrella.Sources.Discovery;

/// <summary>
/// Discounts of a piece that no column of what the buyer paid proves, but one of what the shop is paid: the price, less the
/// discounts, less the fee that the marketplace keeps.
/// </summary>
internal static class BesideFees
{
    private const int MostDiscounts = 6;
    private const int MostTogether = 3;
    private const int MostColumns = 60;
    private const int LeastTold = 3;

    /// <param name="price">Of the row's one piece.</param>
    /// <returns>Null: no fee and no discounts make the price another amount of the row.</returns>
    public static (List<ColumnProbe> Discounts, Proof Proof)? Of(FileMeaning meaning, FileRows rows, ColumnProbe price)
    {
        var open = meaning.File.Open.Where(each => each.IsNumber && each != price && !each.Says.IsIdentifier && !each.IsPercent).ToList();
        var discounts = open.Where(each => each is ({ Least: >= 0, Most: > 0, Blank: 0 } or { Least: < 0, Most: <= 0, Blank: 0 }) && meaning.Headings.IsOfDiscount(each.Name)).ToList();
        var fees = open.Where(each => !discounts.Contains(each) && meaning.Headings.IsOfFee(each.Name)).ToList();
        if (open.Count > MostColumns || discounts.Count is 0 or > MostDiscounts)
            return null;
        var before = rows.Numbers(price);
        foreach (var (off, fee) in TakenOff.Together(discounts, MostTogether).SelectMany(off => fees.Select(fee => (off, fee))))
        {
            decimal Off(int row) => off.Append(fee).Sum(each => Math.Abs(rows.Numbers(each)[row] ?? 0));
            foreach (var left in open.Where(each => each != fee && !off.Contains(each)))
            {
                var rest = rows.Numbers(left);
                var told = Enumerable.Range(0, rows.Count).Where(row => before[row] is not null and not 0 && rest[row] is not null).ToList();
                var fits = told.Where(row => Math.Abs(before[row]!.Value - Off(row) - rest[row]!.Value) <= LineMoney.Cent).ToList();
                // Each of them is some of it: a discount, and a fee, that are never anything prove nothing.
                if (told.Count * 10 >= rows.Count * 8 && fits.Count >= told.Count * 0.95 && off.Append(fee).All(part => fits.Count(row => rows.Numbers(part)[row] is not null and not 0) >= LeastTold))
                    return (off, Proof.Of(fits.Count, told.Count, FormattableString.Invariant($"{left.Name} = {price.Name} − {string.Join(" − ", off.Append(fee).Select(each => each.Name))} in {fits.Count:N0} of {told.Count:N0} rows looked at")));
            }
        }
        return null;
    }
}
