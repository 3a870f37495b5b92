using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Whether prices hold tax, told by headers that say their tax and by the sums of their lines.</summary>
internal static class TaxProof
{
    /// <summary>Null: no export says tax and total of orders whose lines another export has, or they tell neither.</summary>
    /// <param name="discounts">Of these headers one that their lines have already is not taken off again.</param>
    public static (bool IsIn, Proof Proof)? Of(IReadOnlyDictionary<Entity, FileMeaning> mains, List<HeaderDiscount> discounts)
    {
        var (order, line) = (EntityCatalog.Get("order"), EntityCatalog.Get("order_line"));
        if (mains.TryGetValue(line, out var told) && (told.Money.UnitPrice ?? told.Money.Amount) is { } sold && told.Twins.FirstOrDefault(each => each.Value == sold).Key is { } twin)
            return (false, Proof.Of(sold.Filled, sold.Filled, $"{sold.Name} stands beside {twin.Name}, which holds it"));
        if (!mains.TryGetValue(line, out var lines) || !mains.TryGetValue(order, out var orders) || lines.Money is not { UnitPrice: { } price, Discount: null }
            || lines.Column(line, "quantity", false) is not { } quantity || lines.Reference(order) is not { } of
            || orders.Own is not { } id || orders.Column(order, "tax", false) is not { } tax || orders.Column(order, "total", false) is not { } total)
            return null;
        var sums = new Dictionary<string, decimal>();
        for (var row = 0; row < lines.Rows.Count; row++)
        {
            if (lines.Rows.Numbers(quantity)[row] is { } pieces && lines.Rows.Numbers(price)[row] is { } each)
                sums[lines.Rows.Text(row, of)] = sums.GetValueOrDefault(lines.Rows.Text(row, of)) + pieces * each;
        }
        var shipping = orders.Column(order, "shipping", false);
        var discount = discounts.Exists(each => each.Orders == orders) ? null : orders.Column(order, "discount", false);
        int without = 0, with = 0, seen = 0;
        for (var row = 0; row < orders.Rows.Count; row++)
        {
            if (orders.Rows.Numbers(tax)[row] is not { } taxed || taxed == 0 || orders.Rows.Numbers(total)[row] is not { } sum || !sums.TryGetValue(orders.Rows.Text(row, id), out var goods))
                continue;
            seen++;
            var rest = sum - (At(shipping, row) ?? 0) + Math.Abs(At(discount, row) ?? 0);
            without += Math.Abs(goods + taxed - rest) <= 0.02m ? 1 : 0;
            with += Math.Abs(goods - rest) <= 0.02m ? 1 : 0;
        }
        return seen > 0 && without * 10 >= seen * 8 ? (false, Proof.Of(without, seen, FormattableString.Invariant($"{total.Name} is the lines and {tax.Name} in {without:N0} of {seen:N0} orders looked at")))
            : seen > 0 && with * 10 >= seen * 8 ? (true, Proof.Of(with, seen, FormattableString.Invariant($"{total.Name} is the lines, {tax.Name} within, in {with:N0} of {seen:N0} orders looked at")))
            : null;

        decimal? At(ColumnProbe? column, int row) => column is null ? null : orders.Rows.Numbers(column)[row];
    }
}
