namespace Estrella.Sources.Discovery;

/// <summary>The discount of a line that no sum of price and pieces proves.</summary>
internal sealed partial class LineMoney
{
    /// <summary>The column that tells what a line comes to, though price and pieces tell it once more; null: none does.</summary>
    public ColumnProbe? Told(FileMeaning meaning) => Amount ?? Copies.Select(each => each.Column).FirstOrDefault(each => meaning.Says(each, Entities.EntityCatalog.Get("order_line"), "amount"));

    /// <summary>Discounts that are each taken off the price of the row's one piece, where no column tells what is left; none: there are no such.</summary>
    public IReadOnlyList<ColumnProbe> Several { get; private set; } = [];

    /// <summary>Several discounts, or one beside a line told without a price, where another column of the row says what is left.</summary>
    private void TakeOff(FileMeaning meaning, FileRows rows, ColumnProbe? quantity, List<ColumnProbe> discounts)
    {
        if (TakenOff.Left(meaning, rows, UnitPrice, quantity, Amount) is { } left)
        {
            (Amount, AmountProof, IsBeforeDiscount) = (left.Amount, left.Proof, false);
            if (left.Discounts.Count == 1)
                (Discount, DiscountKind, DiscountProof, IsDiscountTurned) = (left.Discounts[0], DiscountIs.Money, left.Proof, left.Discounts[0].Least < 0);
            else
                Copies.AddRange(left.Discounts.Select(each => (each, left.Proof.Text)));
            discounts.Clear();
        }
        else if (UnitPrice is null && Amount is { } whole && TakenOff.Beside(meaning, rows, whole) is { } beside)
        {
            (Discount, DiscountKind, DiscountProof, IsDiscountTurned) = (beside.Discount, DiscountIs.Money, beside.Proof, true);
            (IsBeforeDiscount, AmountProof) = (true, beside.Proof);
        }
        else if (UnitPrice is { } price && Amount is null && quantity is null && BesideFees.Of(meaning, rows, price) is { } held)
        {
            if (held.Discounts.Count == 1)
                (Discount, DiscountKind, DiscountProof, IsDiscountTurned) = (held.Discounts[0], DiscountIs.Money, held.Proof, held.Discounts[0].Least < 0);
            else
                (Several, AmountProof) = (held.Discounts, held.Proof);
            discounts.Clear();
        }
    }

    /// <summary>Without a total that proves it: a share is never above 1, money has been above the line's price or 100.</summary>
    private void Guess(FileMeaning meaning, FileRows rows, ColumnProbe? quantity, ColumnProbe discount)
    {
        Discount = discount;
        Tell(meaning, rows, quantity, discount);
        if (UnitPrice is null && Amount is { Least: >= 0 } && discount is { Least: >= 0, Most: > 0 } && Untouched(meaning, rows, quantity, Amount, discount) is { } untouched)
            (IsBeforeDiscount, AmountProof) = (true, untouched);
    }

    private void Tell(FileMeaning meaning, FileRows rows, ColumnProbe? quantity, ColumnProbe discount)
    {
        if (discount is { Least: 0, Most: 0 })
        {
            DiscountProof = "always 0";
            return;
        }
        if (discount.IsPercent || (discount.Most is > 1 and <= 100 && discount.Name.Contains('%', StringComparison.Ordinal)))
        {
            (DiscountKind, DiscountProof) = (DiscountIs.Percent, discount.IsPercent ? "its cells are written in percent" : "its heading says percent");
            return;
        }
        var isNamedShare = meaning.Says(discount, Entities.EntityCatalog.Get("order_line"), "discount_rate");
        if (discount.Most <= 1 && discount.Least >= 0 && (isNamedShare || discount.Wholes < discount.Filled) && (UnitPrice ?? Amount) is { Most: > 2 })
        {
            DiscountKind = DiscountIs.Rate;
            DiscountProof = FormattableString.Invariant($"0 to {discount.Most:0.##}: a share of the price");
            return;
        }
        if (isNamedShare && discount.Most <= 100)
        {
            DiscountKind = DiscountIs.Percent;
            DiscountProof = FormattableString.Invariant($"0 to {discount.Most:0.##}, and its name says a share");
            return;
        }
        var off = rows.Numbers(discount);
        var price = UnitPrice is null ? null : rows.Numbers(UnitPrice);
        var pieces = quantity is null ? null : rows.Numbers(quantity);
        var above = price is null ? -1 : Array.FindIndex([.. Enumerable.Range(0, rows.Count)], row => off[row] > price[row] * (pieces is null ? 1 : pieces[row]) && price[row] > 0);
        var hasCents = off.Count(each => each is { } value && value * 2 != decimal.Truncate(value * 2)) * 5 > off.Count(each => each > 0);
        if (discount.Most > 100 || discount.Least < 0 || hasCents)
        {
            DiscountKind = DiscountIs.Money;
            DiscountProof = discount.Most > 100 ? FormattableString.Invariant($"up to {discount.Most:0.##}: no percentage") : "it has cents: an amount of money";
        }
        else
        {
            DiscountKind = above >= 0 ? DiscountIs.Percent : DiscountIs.Undecided;
            DiscountProof = above >= 0 ? "more than the price of its line in places: a percentage" : null;
        }
    }

    /// <summary>
    /// A piece comes to the same with a discount on its line as without one: the discount is still to be taken off. Null: it is
    /// not so, or no product was sold with several discounts.
    /// </summary>
    private static Proof? Untouched(FileMeaning meaning, FileRows rows, ColumnProbe? quantity, ColumnProbe amount, ColumnProbe discount)
    {
        var goods = Entities.EntityCatalog.Get("product");
        if (quantity is null || (meaning.Reference(goods) ?? meaning.Column(goods, "name", false)) is not { } product)
            return null;
        var (pieces, amounts, off) = (rows.Numbers(quantity), rows.Numbers(amount), rows.Numbers(discount));
        int same = 0, told = 0;
        foreach (var sold in Enumerable.Range(0, rows.Count).Where(row => pieces[row] > 0 && amounts[row] > 0).GroupBy(row => rows.Text(row, product)))
        {
            var each = sold.Select(row => (Off: off[row] ?? 0, Price: amounts[row]!.Value / pieces[row]!.Value)).ToList();
            var least = each.Min(one => one.Off);
            var usual = each.Where(one => one.Off == least).GroupBy(one => decimal.Round(one.Price, 2)).MaxBy(one => one.Count())!.Key;
            // A fiftieth of the greatest at least: less is lost in the rounding of an amount.
            foreach (var (_, price) in each.Where(one => one.Off - least >= discount.Most / 50))
            {
                told++;
                same += Math.Abs(price - usual) <= 0.0051m ? 1 : 0;
            }
        }
        return told >= 3 && same * 10 >= told * 8
            ? Proof.Of(same, told, FormattableString.Invariant($"a piece comes to the same with {discount.Name} as without in {same:N0} of {told:N0} rows with more: it is still to be taken off"))
            : null;
    }
}
