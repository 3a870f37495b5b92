using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>The money of lines as the contract says it: prices, amounts and discounts that arithmetic has told apart.</summary>
internal static class MoneyCells
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <param name="orders">The file that tells the orders; null: none but this one.</param>
    /// <param name="isListPrice">Lines without money: a person said that they are sold at the list price, or nobody did yet. Null: the file has money.</param>
    public static void Fill(DraftFeed lines, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used, LocaleJudge judge, FileMeaning? orders, bool? isListPrice)
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
        if (money is { IsBeforeDiscount: true, Amount: { } whole, Discount: { } share } && IsPlain(meaning, whole, "amount") && IsPlain(meaning, share, "discount_rate"))
        {
            var product = $"{Yaml.Text(whole.Name)} * {Yaml.Text(share.Name)}";
            lines.Add("amount", $"{{ remainder_of: {Yaml.Text(whole.Name)}, without: [{product}] }}", money.AmountProof);
            lines.Add("discount", product, money.DiscountProof);
            used.UnionWith([whole, share]);
        }
        else
        {
            Say("amount", money.Amount, money.AmountProof);
        }
        foreach (var (column, how) in money.Copies)
        {
            used.Add(column);
            export.Notes.Add($"{column.Name} says once more: {how}");
        }
        if (money.Discount is not { } discount || used.Contains(discount))
            return;
        used.Add(discount);
        var (kind, proof) = (money.DiscountKind, money.DiscountProof);
        if (kind == DiscountIs.Undecided)
            (kind, proof) = OrderSums.OfDiscount(meaning, orders, discount) is { } told ? told : (Asked(meaning, discount, judge), null);
        if (kind == DiscountIs.Undecided)
            lines.Add("discount", $"{{ column: {Yaml.Text(discount.Name)}, decimal: {ContractParser.Undecided} }}", Proof.Of(0, 0, "money or a percentage: no row decides"));
        else
            Say(kind == DiscountIs.Money ? "discount" : "discount_rate", discount, proof);
    }

    /// <summary>It needs no word beside its name, so that it may be a part of a product.</summary>
    private static bool IsPlain(FileMeaning meaning, ColumnProbe column, string field) => DraftCells.Of(meaning, Line.Find(field)!, column) == Yaml.Text(column.Name);

    private static DiscountIs Asked(FileMeaning meaning, ColumnProbe discount, LocaleJudge judge) => judge.Decide(new DraftQuestion($"{meaning.File.Name}: {discount.Name}", "a discount is money or a percentage: no row decides", ["money", "percent"])
    {
        Key = $"{FileNames.Word(meaning.File.Name)}.{discount.Name}",
        Meanings = [$"{discount.First} is taken off the line", $"{discount.First} % is taken off the line"],
    }) switch
    { "money" => DiscountIs.Money, "percent" => DiscountIs.Percent, _ => DiscountIs.Undecided };
}
