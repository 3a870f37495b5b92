namespace Estrella.Sources.Discovery;

/// <summary>How a discount is written.</summary>
internal enum DiscountIs
{
    Money,

    /// <summary>0.2 is 20 %.</summary>
    Rate,

    /// <summary>20 is 20 %.</summary>
    Percent,

    /// <summary>No row tells whether it is money or a percentage.</summary>
    Undecided,
}

/// <summary>
/// What the amounts of a line are, by arithmetic: the price of a piece, what the whole line comes to, the discount.
/// Names propose, rows decide: <c>price</c> may be the line's, <c>discount</c> may be a share.
/// </summary>
internal sealed partial class LineMoney
{
    /// <summary>Sums of rounded cells may be this far apart.</summary>
    internal const decimal Cent = 0.0151m;

    private LineMoney() { }

    public ColumnProbe? UnitPrice { get; private set; }

    public Proof? PriceProof { get; private set; }

    /// <summary>What the line comes to, where no column is the price of a piece.</summary>
    public ColumnProbe? Amount { get; private set; }

    public Proof? AmountProof { get; private set; }

    public ColumnProbe? Discount { get; private set; }

    public DiscountIs DiscountKind { get; private set; }

    public Proof? DiscountProof { get; private set; }

    /// <summary>The discount is written below zero where the line is above: as what it does to the total.</summary>
    public bool IsDiscountTurned { get; private set; }

    /// <summary>What the line comes to is told before its discount.</summary>
    public bool IsBeforeDiscount { get; private set; }

    /// <summary>What the line comes to before its discount, where another column says what it comes to after; null: none does.</summary>
    public ColumnProbe? Gross { get; private set; }

    /// <summary>Columns that say once more what others say, and how.</summary>
    public List<(ColumnProbe Column, string How)> Copies { get; } = [];

    private readonly record struct Reduction(ColumnProbe Gross, ColumnProbe Discount, ColumnProbe Net, bool IsTurned, Proof Proof);

    private sealed record Sum(ColumnProbe Price, ColumnProbe Total, ColumnProbe? Discount, DiscountIs Kind, int Fits, int Rows, bool IsRounded);

    public static LineMoney Of(FileMeaning meaning, FileRows rows)
    {
        var line = Entities.EntityCatalog.Get("order_line");
        var found = new LineMoney();
        var prices = meaning.Columns(line, "unit_price").ToList();
        var order = meaning.OrderColumn;
        var amounts = meaning.Columns(line, "amount").Where(each => each.IsNumber).ToList();
        // What is the same on all rows of an order is the order's, where another is the line's.
        if (order is not null && amounts.FindAll(each => rows.IsConstantWithin(order, each) != true) is { Count: > 0 } own)
            amounts = own;
        var discounts = meaning.Columns(line, "discount").Concat(meaning.Columns(line, "discount_rate")).Where(each => each.IsNumber).Distinct().ToList();
        var quantity = meaning.Column(line, "quantity", false);
        var best = quantity is null ? null : Best(rows, quantity, [.. prices.Concat(amounts).Distinct()], [.. amounts.Concat(prices).Distinct()], discounts);
        // Whatever they are called: no other columns come to the same by accident.
        best ??= quantity is null ? null : OfAnyName(meaning, rows, quantity, discounts);
        if (best is not null)
        {
            found.UnitPrice = best.Price;
            var written = best.Kind switch { DiscountIs.Rate => $" × (1 − {best.Discount!.Name})", DiscountIs.Percent => $" × (1 − {best.Discount!.Name} %)", _ => best.Discount is null ? "" : $" − {best.Discount.Name}" };
            found.PriceProof = Proof.Of(best.Fits, best.Rows, FormattableString.Invariant($"{best.Total.Name} = {best.Price.Name} × {quantity!.Name}{written} in {best.Fits:N0} of {best.Rows:N0} rows looked at"));
            found.Discount = best.Discount;
            found.DiscountKind = best.Kind;
            found.DiscountProof = best.Discount is null ? null : Proof.Of(best.Fits, best.Rows, FormattableString.Invariant($"so {best.Total.Name} says in {best.Fits:N0} of {best.Rows:N0} rows looked at"));
            // What the export has rounded, a share of a cent, is what it says the line comes to.
            if (best.IsRounded)
                (found.Amount, found.AmountProof) = (best.Total, found.PriceProof);
            else
                found.Copies.Add((best.Total, found.PriceProof.Text));
            // A second discount, as an invoice's share on its line, leaves less still.
            if (ChainedDiscounts.Second(meaning, rows, best.Total) is { } less)
            {
                (found.Amount, found.AmountProof) = (less.Left, less.Proof);
                found.Copies.Add((less.Discount, less.Proof.Text));
            }
        }
        else if (quantity is not null && ChainedDiscounts.LeftOver(rows, quantity, prices, amounts, discounts) is { } settled)
        {
            (found.Amount, found.AmountProof) = (settled.Amount, settled.Proof);
            found.Copies.AddRange(discounts.Select(each => (each, settled.Proof.Text)));
            discounts.Clear();
        }
        else if (prices.Count > 0)
        {
            // A price that grows with the pieces is the line's.
            var reduced = Reduced(rows, [.. prices.Concat(amounts).Distinct()], discounts);
            if (GrowsWithPieces(meaning, rows, quantity, reduced?.Gross ?? prices[0]) is not { IsWhole: true } whole)
                found.UnitPrice = prices[0];
            else if (reduced is { } less)
                found.Take(less);
            else
                (found.Amount, found.AmountProof) = (prices[0], whole.Proof);
        }
        else if (Reduced(rows, amounts, discounts) is { } reduced)
        {
            found.Take(reduced);
        }
        else if (amounts.Count > 1 && BeforeTax(meaning, rows, amounts) is { } before)
        {
            (found.Amount, found.AmountProof) = (before.Net, before.Proof);
            found.Copies.Add((before.Gross, before.Proof.Text));
        }
        else if (amounts.Count > 0)
        {
            if (GrowsWithPieces(meaning, rows, quantity, amounts[0]) is { IsWhole: false } piece)
                (found.UnitPrice, found.PriceProof) = (amounts[0], piece.Proof);
            else
                (found.Amount, found.AmountProof) = (amounts[0], "no column is the price of a piece");
        }
        // A discount that a list price less it makes the price is in the price already.
        if (found is { UnitPrice: { } sold, Discount: null })
        {
            foreach (var taken in discounts.Where(each => each is not { Least: 0, Most: 0 } && !found.Copies.Exists(copy => copy.Column == each)).ToList())
            {
                if (Within(meaning, rows, sold, taken) is not { } how)
                    continue;
                found.Copies.Add((taken, how));
                discounts.Remove(taken);
            }
        }
        if (found.Discount is null)
            found.TakeOff(meaning, rows, quantity, discounts);
        // What stands once an order is the order's.
        if (found.Discount is null && discounts.Find(each => each != found.UnitPrice && each != found.Amount && !(each is not { Least: 0, Most: 0 } && order is not null && rows.IsConstantWithin(order, each) == true)) is { } discount)
            found.Guess(meaning, rows, quantity, discount);
        // A sum that the price and the pieces make knows of no discount.
        found.Amount = best is { Discount: null } && found.Discount is { Most: > 0 } && found.Amount == best.Total ? null : found.Amount;
        return found;
    }

    /// <summary>Two columns, whatever they are called, of which one times the pieces is the other.</summary>
    public static bool IsBorneOut(FileMeaning meaning, FileRows rows, ColumnProbe quantity) => OfAnyName(meaning, rows, quantity, []) is not null;

    private static Sum? OfAnyName(FileMeaning meaning, FileRows rows, ColumnProbe quantity, List<ColumnProbe> discounts)
    {
        var open = meaning.File.Open.Where(each => each.IsNumber && each != quantity && !each.Says.IsIdentifier && !meaning.Twins.ContainsKey(each) && !meaning.Headings.IsOfCost(each.Name)).ToList();
        return open.Count > 20 ? null : Best(rows, quantity, open, open, discounts) is { Fits: >= 10 } sum ? sum : null;
    }

    /// <summary>
    /// What one product costs by one and by several pieces: the same, or so many times as much. Null: no product was sold both
    /// ways, or some say this and some that.
    /// </summary>
    private static (bool IsWhole, Proof Proof)? GrowsWithPieces(FileMeaning meaning, FileRows rows, ColumnProbe? quantity, ColumnProbe money)
    {
        var goods = Entities.EntityCatalog.Get("product");
        if (quantity is null || (meaning.Reference(goods) ?? meaning.Column(goods, "name", false)) is not { } product)
            return null;
        var (pieces, amounts) = (rows.Numbers(quantity), rows.Numbers(money));
        int same = 0, grown = 0, told = 0;
        string? proof = null;
        foreach (var sold in Enumerable.Range(0, rows.Count).Where(row => pieces[row] > 0 && amounts[row] > 0).GroupBy(row => rows.Text(row, product)))
        {
            // What is paid most often: a discount now and then tells nothing.
            var usual = sold.GroupBy(row => pieces[row]!.Value).OrderBy(each => each.Key)
                .Select(each => (Pieces: each.Key, Amount: each.GroupBy(row => amounts[row]!.Value).OrderByDescending(same => same.Count()).ThenByDescending(same => same.Key).First().Key)).ToList();
            if (usual.Count < 2)
                continue;
            told++;
            var (one, more) = (usual[0], usual[1]);
            same += one.Amount == more.Amount ? 1 : 0;
            var isGrown = Math.Abs(one.Amount / one.Pieces - more.Amount / more.Pieces) <= 0.01m;
            grown += isGrown ? 1 : 0;
            proof ??= one.Amount == more.Amount || isGrown
                ? FormattableString.Invariant($"{sold.Key}: {one.Amount:0.##} for {one.Pieces:0.##}, {more.Amount:0.##} for {more.Pieces:0.##}")
                : null;
        }
        return told < 3 ? null
            : grown * 10 >= told * 8 ? (true, Proof.Of(grown, told, FormattableString.Invariant($"it grows with the pieces of {grown:N0} of {told:N0} products; {proof}")))
            : same * 10 >= told * 8 ? (false, Proof.Of(same, told, FormattableString.Invariant($"the pieces change nothing for {same:N0} of {told:N0} products; {proof}")))
            : null;
    }

    /// <summary>Of two sums of a line of which one is the other and its tax, the one without. Null: no row tells.</summary>
    private static (ColumnProbe Net, ColumnProbe Gross, Proof Proof)? BeforeTax(FileMeaning meaning, FileRows rows, List<ColumnProbe> amounts)
    {
        foreach (var tax in meaning.Columns(Entities.EntityCatalog.Get("order"), "tax").Where(each => each.IsNumber && !amounts.Contains(each)))
        {
            foreach (var (net, gross) in amounts.SelectMany(net => amounts.Where(each => each != net).Select(gross => (net, gross))))
            {
                if (Adds(rows, net, 1, tax, gross) is var (fits, told) && fits >= 3 && fits >= told.Count * 0.95)
                    return (net, gross, Proof.Of(fits, told.Count, FormattableString.Invariant($"{gross.Name} = {net.Name} + {tax.Name} in {fits:N0} of {told.Count:N0} rows with tax")));
            }
        }
        return null;
    }

    /// <summary>How a price that is before the discount becomes the price sold at; null: no column is one.</summary>
    private static string? Within(FileMeaning meaning, FileRows rows, ColumnProbe sold, ColumnProbe discount)
    {
        // Below zero: as what it does to the price.
        var sign = discount is { Least: < 0, Most: <= 0 } ? -1 : 1;
        var (after, off) = (rows.Numbers(sold), rows.Numbers(discount));
        var told = Enumerable.Range(0, rows.Count).Where(row => after[row] is not null && off[row] is not null and not 0).ToList();
        foreach (var list in meaning.File.Open.Where(each => each.IsNumber && each != sold && each != discount && !each.Says.IsIdentifier))
        {
            var before = rows.Numbers(list);
            foreach (var (kind, how) in new[] { (DiscountIs.Money, ""), (DiscountIs.Rate, " × (1 − it)"), (DiscountIs.Percent, " %") })
            {
                var fits = told.Count(row => before[row] is { } price && Math.Abs(Less(price, sign * off[row]!.Value, kind) - after[row]!.Value) <= Cent);
                if (fits >= 3 && fits >= told.Count * 0.95)
                    return FormattableString.Invariant($"{sold.Name} is {list.Name} less {discount.Name}{how} in {fits:N0} of {told.Count:N0} rows with one");
            }
        }
        return null;
    }

    private void Take(Reduction reduced)
    {
        (Amount, AmountProof) = (reduced.Net, reduced.Proof);
        (Discount, DiscountProof, IsDiscountTurned) = (reduced.Discount, reduced.Proof, reduced.IsTurned);
        Gross = reduced.Gross;
        Copies.Add((reduced.Gross, reduced.Proof.Text));
    }

    /// <summary>The column is one of the line's amounts.</summary>
    public bool Tells(ColumnProbe column) => column == UnitPrice || column == Amount || column == Discount || Several.Contains(column) || Copies.Exists(each => each.Column == column);

    /// <summary>What is left of an amount when its discount is taken off.</summary>
    internal static decimal Less(decimal gross, decimal discount, DiscountIs kind) => kind switch
    {
        DiscountIs.Rate => gross * (1 - discount),
        DiscountIs.Percent => gross * (1 - discount / 100),
        _ => gross - discount,
    };

    /// <summary>The rows in which the part is not 0, and how many of them have whole ± part = sum.</summary>
    private static (int Fits, List<int> Told) Adds(FileRows rows, ColumnProbe whole, int sign, ColumnProbe part, ColumnProbe sum)
    {
        var (wholes, parts, sums) = (rows.Numbers(whole), rows.Numbers(part), rows.Numbers(sum));
        var told = Enumerable.Range(0, rows.Count).Where(row => wholes[row] is not null && sums[row] is not null && parts[row] is not null and not 0).ToList();
        return (told.Count(row => Math.Abs(wholes[row]!.Value + sign * parts[row]!.Value - sums[row]!.Value) <= Cent), told);
    }

    /// <summary>What the line comes to before and after its discount, where no column is the price of a piece. Null: no row tells.</summary>
    private static Reduction? Reduced(FileRows rows, List<ColumnProbe> amounts, List<ColumnProbe> discounts)
    {
        foreach (var discount in discounts.Where(each => !amounts.Contains(each)))
        {
            foreach (var (gross, net) in amounts.SelectMany(gross => amounts.Where(each => each != gross).Select(net => (gross, net))))
            {
                var (before, after) = (rows.Numbers(gross), rows.Numbers(net));
                foreach (var sign in new[] { -1, 1 })
                {
                    // A discount makes a line less: of two sums that differ by it the greater is the one before.
                    if (Adds(rows, gross, sign, discount, net) is var (fits, told) && fits >= 2 && fits >= told.Count * 0.95 && told.Count(row => Math.Abs(before[row]!.Value) > Math.Abs(after[row]!.Value)) * 2 > told.Count)
                        return new Reduction(gross, discount, net, sign > 0, Proof.Of(fits, told.Count, FormattableString.Invariant($"{net.Name} = {gross.Name} {(sign > 0 ? '+' : '−')} {discount.Name} in {fits:N0} of {told.Count:N0} rows with a discount")));
                }
            }
        }
        return null;
    }

    /// <summary>A cost that is mostly above the price of a piece is the line's.</summary>
    public bool IsOfWholeLine(FileMeaning meaning, ColumnProbe cost)
    {
        if (UnitPrice is null || meaning.Column(Entities.EntityCatalog.Get("order_line"), "quantity", false) is not { } quantity)
            return Amount is not null;
        var (costs, prices, pieces) = (meaning.Rows.Numbers(cost), meaning.Rows.Numbers(UnitPrice), meaning.Rows.Numbers(quantity));
        var several = Enumerable.Range(0, meaning.Rows.Count).Where(row => pieces[row] > 1 && prices[row] > 0 && costs[row] > 0).ToList();
        return several.Count > 0 && several.Count(row => costs[row] > prices[row]) * 2 > several.Count;
    }

    private static Sum? Best(FileRows rows, ColumnProbe quantity, List<ColumnProbe> prices, List<ColumnProbe> totals, List<ColumnProbe> discounts)
    {
        var found = new List<Sum>();
        foreach (var price in prices)
        {
            foreach (var total in totals.Where(each => each != price))
            {
                var sums = discounts.Where(each => each != price && each != total && each.Most > 0)
                    .SelectMany(each => new[] { DiscountIs.Money, DiscountIs.Rate, DiscountIs.Percent }.Select(kind => Try(rows, quantity, price, total, each, kind)))
                    .Prepend(Try(rows, quantity, price, total, null, DiscountIs.Money));
                found.AddRange(sums.Where(sum => sum is not null && sum.Rows >= 2 && sum.Fits >= sum.Rows * 0.95)!);
            }
        }
        // One that proves a discount says more than one without; the names decide what is left.
        return found.OrderByDescending(sum => sum.Fits).ThenByDescending(sum => sum.Discount is not null).ThenBy(sum => prices.IndexOf(sum.Price)).FirstOrDefault();
    }

    /// <summary>Null: no row could have told it from another sum.</summary>
    private static Sum? Try(FileRows rows, ColumnProbe quantity, ColumnProbe price, ColumnProbe total, ColumnProbe? discount, DiscountIs kind)
    {
        var (pieces, prices, totals) = (rows.Numbers(quantity), rows.Numbers(price), rows.Numbers(total));
        var off = discount is null ? null : rows.Numbers(discount);
        // Currencies without cents round to whole ones.
        var room = total.Wholes == total.Filled ? 0.51m : Cent;
        int fits = 0, seen = 0, telling = 0, taken = 0;
        var isRounded = false;
        for (var row = 0; row < rows.Count; row++)
        {
            if (pieces[row] is not { } count || prices[row] is not { } each || totals[row] is not { } sum || count == 0)
                continue;
            seen++;
            var less = off?[row] ?? 0;
            var gross = count * each;
            if (Math.Abs(Less(gross, less, kind) - sum) <= Math.Max(room, Math.Abs(sum) * 0.0001m))
            {
                isRounded |= Math.Abs(Less(gross, less, kind) - sum) >= 0.0001m;
                fits++;
                telling += count is not (1 or -1) && sum != 0 ? 1 : 0;
                taken += less != 0 ? 1 : 0;
            }
        }
        return telling > 0 && (discount is null || taken > 0) ? new Sum(price, total, discount, kind, fits, seen, isRounded) : null;
    }
}
