using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>The money of lines as the contract says it: prices, amounts and discounts that arithmetic has told apart.</summary>
internal static class MoneyCells
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <param name="orders">The file that tells the orders; null: none but this one.</param>
    /// <param name="isListPrice">Lines without money: a person said that they are sold at the list price, or nobody did yet. Null: the file has money.</param>
    /// <param name="held">The discount of the orders that holds the lines' own; null: none does.</param>
    public static void Fill(DraftFeed lines, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used, LocaleJudge judge, FileMeaning? orders, bool? isListPrice, HeaderDiscount? held)
    {
        Money(lines, meaning, export, used, judge, orders, isListPrice, held);
        if (meaning.Main != Line || isListPrice is not null)
            return;
        DiscountLines.Find(lines, meaning, export, used, orders);
        CodelessCharges.Find(lines, meaning, export, used);
    }

    private static void Money(DraftFeed lines, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used, LocaleJudge judge, FileMeaning? orders, bool? isListPrice, HeaderDiscount? held)
    {
        var money = meaning.Money;
        void Say(string field, ColumnProbe? column, Proof? proof)
        {
            if (column is null)
                return;
            var cell = DraftCells.Of(meaning, Line.Find(field)!, column, field == "discount" && money.IsDiscountTurned);
            lines.Add(field, cell, proof ?? DraftCells.Proof(meaning, Line.Find(field)!, column));
            used.Add(column);
        }
        if (lines.Fields.TrueForAll(field => field.Field != "quantity"))
            lines.Add("quantity", "{ value: 1 }", Proof.Of(meaning.File.Columns.Count, meaning.File.Columns.Count, FormattableString.Invariant($"no column of {meaning.File.Columns.Count:N0} counts pieces: a row is one")));
        Say("unit_price", money.UnitPrice, money.PriceProof);
        if (isListPrice is { } isSaid)
            lines.Add("unit_price", isSaid ? ListPriceCell.Word : "$undecided", isSaid ? Proof.Said("a person said so") : Proof.Of(0, 0, "at the list price or not: no row decides"));
        var gross = held is null ? null : money.Gross;
        foreach (var (column, how) in money.Copies.Select(each => each.Column == gross ? (money.Amount!, each.How) : each))
        {
            used.Add(column);
            export.Notes.Add($"{column.Name} says once more: {how}");
        }
        if (held is not null)
        {
            export.Notes.Add(held.Proof.Text);
            Say("amount", gross ?? money.Amount, money.AmountProof);
            return;
        }
        var discount = money.Discount is { } named && !used.Contains(named) ? named : null;
        var (kind, proof) = (money.DiscountKind, money.DiscountProof);
        if (discount is not null && kind == DiscountIs.Undecided)
            (kind, proof) = OrderSums.OfDiscount(meaning, orders, discount) is { } told ? told : (Asked(meaning, discount, judge), null);
        if (discount is not null && money is { IsBeforeDiscount: true, Amount: { } whole } && kind != DiscountIs.Undecided)
        {
            used.UnionWith([whole, discount]);
            Remain(lines, meaning, (whole, money.AmountProof), (discount, proof), kind);
            return;
        }
        Say("amount", money.Amount, money.AmountProof);
        if (money.Several.Count > 0)
        {
            used.UnionWith(money.Several);
            lines.Add("amount", $"{{ remainder_of: {Yaml.Text(money.UnitPrice!.Name)}, without: [{string.Join(", ", money.Several.Select(each => Yaml.Text(each.Name)))}]{DraftCells.As(meaning, (money.UnitPrice, Line.Find("amount")!), (money.Several[0], Line.Find("discount")!))} }}", money.AmountProof);
        }
        if (discount is null)
            return;
        used.Add(discount);
        if (kind == DiscountIs.Undecided)
            lines.Add("discount", $"{{ column: {Yaml.Text(discount.Name)}, decimal: {ContractParser.Undecided} }}", Proof.Of(0, 0, "money or a percentage: no row decides"));
        else
            Say(kind == DiscountIs.Money ? "discount" : "discount_rate", discount, proof);
    }

    /// <summary>What a line comes to without the discount that is still to be taken off.</summary>
    private static void Remain(DraftFeed lines, FileMeaning meaning, (ColumnProbe Column, Proof? Proof) whole, (ColumnProbe Column, Proof? Proof) off, DiscountIs kind)
    {
        var (from, less) = (Yaml.Text(whole.Column.Name), Yaml.Text(off.Column.Name));
        var said = DraftCells.As(meaning, (whole.Column, Line.Find("amount")!), (off.Column, Line.Find(kind == DiscountIs.Money ? "discount" : "discount_rate")!));
        var taken = kind == DiscountIs.Money ? less : $"{from} * {less}";
        lines.Add("amount", $"{{ remainder_of: {from}, without: [{taken}]{said} }}", whole.Proof);
        if (kind == DiscountIs.Money)
            lines.Add("discount", DraftCells.Of(meaning, Line.Find("discount")!, off.Column, meaning.Money.IsDiscountTurned), off.Proof);
        else
            lines.Add("discount", said.Length == 0 ? taken : $"{{ column: {taken}{said} }}", off.Proof);
    }

    private static DiscountIs Asked(FileMeaning meaning, ColumnProbe discount, LocaleJudge judge) => judge.Decide(new DraftQuestion($"{meaning.File.Name}: {discount.Name}", "a discount is money or a percentage: no row decides", ["money", "percent"])
    {
        Key = $"{FileNames.Word(meaning.File.Name)}.{discount.Name}",
        Meanings = [$"{discount.First} is taken off the line", $"{discount.First} % is taken off the line"],
    }) switch
    { "money" => DiscountIs.Money, "percent" => DiscountIs.Percent, _ => DiscountIs.Undecided };
}
