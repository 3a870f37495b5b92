using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the lines of each order come to before their own discounts, what those take off, and how many they are.</summary>
internal sealed class LineSums
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    private readonly Dictionary<string, (decimal Gross, decimal Off, int Lines)> sums = [];

    private LineSums(ColumnProbe? discount, bool isGrossTold) => (Discount, IsGrossTold) = (discount, isGrossTold);

    /// <summary>The discount that is drafted for the lines; null: none is.</summary>
    public ColumnProbe? Discount { get; }

    /// <summary>A column says what a line or a piece comes to before the discount.</summary>
    public bool IsGrossTold { get; }

    public (decimal Gross, decimal Off, int Lines)? this[string order] => sums.TryGetValue(order, out var sum) ? sum : null;

    /// <summary>None: the lines have no money. Several: nothing tells how their discount is written.</summary>
    public static List<LineSums> Of(FileMeaning lines, FileMeaning orders)
    {
        var money = lines.Money;
        if (lines.OrderColumn is not { } order || (money.Amount ?? money.UnitPrice) is not { } told)
            return [];
        if (money.Discount is not { } open || money.DiscountKind != DiscountIs.Undecided)
            return [Of(lines, order, told, money.DiscountKind)];
        return OrderSums.OfDiscount(lines, orders, open) is { } proven
            ? [Of(lines, order, told, proven.Kind)]
            : [Of(lines, order, told, DiscountIs.Money), Of(lines, order, told, DiscountIs.Percent)];
    }

    private static LineSums Of(FileMeaning lines, ColumnProbe order, ColumnProbe told, DiscountIs kind)
    {
        var (rows, money) = (lines.Rows, lines.Money);
        var isPrice = money.Amount is null;
        var isGross = isPrice || money.IsBeforeDiscount;
        var (amounts, off) = (rows.Numbers(told), money.Discount is null ? null : rows.Numbers(money.Discount));
        var pieces = isPrice && lines.Column(Line, "quantity", false) is { } quantity ? rows.Numbers(quantity) : null;
        var isTurned = money.IsDiscountTurned || (kind == DiscountIs.Money && money.Discount is { Least: < 0, Most: <= 0 });
        var found = new LineSums(money.Discount, isGross || money.Gross is not null);
        for (var row = 0; row < rows.Count; row++)
        {
            if (amounts[row] is not { } amount || (pieces is not null && pieces[row] is null))
                continue;
            var less = (off?[row] ?? 0) * (isTurned ? -1 : 1);
            amount *= pieces?[row] ?? 1;
            var share = kind switch { DiscountIs.Rate => less, DiscountIs.Percent => less / 100, _ => 0 };
            var gross = isGross ? amount : share >= 1 ? 0 : kind == DiscountIs.Money ? amount + less : amount / (1 - share);
            var sum = found.sums.GetValueOrDefault(lines.OrderText(row, order));
            found.sums[lines.OrderText(row, order)] = (sum.Gross + gross, sum.Off + (kind == DiscountIs.Money ? less : gross * share), sum.Lines + 1);
        }
        return found;
    }
}
