namespace Estrella.Sources.Discovery;

/// <summary>Discounts that follow one another on a line: no single one makes what the line comes to.</summary>
internal static class ChainedDiscounts
{
    /// <summary>
    /// What a line comes to after discounts that follow one another, where no single one makes it: the price times the pieces
    /// where none is said, and less where one is. Where no column is a discount at all, most lines come to that and nearly
    /// none to more: what was taken off is told nowhere else. Null: no amount is so.
    /// </summary>
    public static (ColumnProbe Amount, Proof Proof)? LeftOver(FileRows rows, ColumnProbe quantity, List<ColumnProbe> prices, List<ColumnProbe> amounts, List<ColumnProbe> discounts)
    {
        if (discounts.Count == 1)
            return null;
        var isSaid = discounts.Count > 0;
        var pieces = rows.Numbers(quantity);
        foreach (var (price, amount) in prices.SelectMany(price => amounts.Where(each => each != price).Select(amount => (price, amount))))
        {
            var (each, sum) = (rows.Numbers(price), rows.Numbers(amount));
            int fits = 0, seen = 0, plain = 0, lessened = 0, same = 0;
            for (var row = 0; row < rows.Count; row++)
            {
                if (pieces[row] is not { } count || each[row] is not { } one || sum[row] is not { } comes || count * one == 0)
                    continue;
                seen++;
                var isLess = isSaid ? discounts.Exists(discount => rows.Numbers(discount)[row] is not null and not 0) : Math.Abs(comes) < Math.Abs(count * one) - LineMoney.Cent;
                var isPlain = Math.Abs(count * one - comes) <= LineMoney.Cent;
                same += isPlain ? 1 : 0;
                fits += isLess ? Math.Abs(comes) < Math.Abs(count * one) ? 1 : 0 : isPlain ? 1 : 0;
                (plain, lessened) = (plain + (!isLess && isPlain && count is not (1 or -1) ? 1 : 0), lessened + (isLess && !isPlain ? 1 : 0));
            }
            if (plain >= 3 && lessened >= 3 && fits >= seen * 0.95 && !isSaid && same * 2 >= seen)
                return (amount, Proof.Of(fits, seen, FormattableString.Invariant($"{amount.Name} is at most {price.Name} × {quantity.Name} in {fits:N0} of {seen:N0} rows looked at, and less in {lessened:N0}: no column says what was taken off")));
            if (plain >= 3 && lessened >= 3 && fits >= seen * 0.95 && isSaid)
                return (amount, Proof.Of(fits, seen, FormattableString.Invariant($"{amount.Name} is {price.Name} × {quantity.Name} where no discount is said, and less where one is, in {fits:N0} of {seen:N0} rows looked at")));
        }
        return null;
    }

    /// <summary>
    /// What is left of a line's total when one column more is taken off, whatever it is called but a tax: where that is nought
    /// both are the same. Null: nothing is.
    /// </summary>
    public static (ColumnProbe Left, ColumnProbe Discount, Proof Proof)? Second(FileMeaning meaning, FileRows rows, ColumnProbe total)
    {
        var open = meaning.File.Open.Where(each => each.IsNumber && each != total && !each.Says.IsIdentifier).ToList();
        if (open.Count > 25)
            return null;
        var sums = rows.Numbers(total);
        foreach (var discount in open.Where(each => each is { Least: >= 0, Most: > 0 } && meaning.Meanings(each).Any(said => said.Field == "discount")))
        {
            var off = rows.Numbers(discount);
            foreach (var left in open.Where(each => each != discount))
            {
                var rest = rows.Numbers(left);
                var told = Enumerable.Range(0, rows.Count).Where(row => sums[row] is not null && rest[row] is not null).ToList();
                var lessened = told.Count(row => off[row] > LineMoney.Cent);
                var fits = told.Count(row => Math.Abs(sums[row]!.Value - (off[row] ?? 0) - rest[row]!.Value) <= LineMoney.Cent);
                if (lessened >= 3 && told.Count * 10 >= rows.Count * 9 && fits >= told.Count * 0.95)
                    return (left, discount, Proof.Of(fits, told.Count, FormattableString.Invariant($"{left.Name} = {total.Name} − {discount.Name} in {fits:N0} of {told.Count:N0} rows looked at")));
            }
        }
        return null;
    }
}
