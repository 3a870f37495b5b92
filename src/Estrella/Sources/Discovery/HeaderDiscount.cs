using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// A discount of the header that is not taken off beside the lines' own: the lines have it already, or it holds theirs. The
/// orders' sums tell; where they tell neither, both are taken off.
/// </summary>
/// <param name="Orders">The file that tells the orders; that of the lines where it tells both.</param>
/// <param name="HoldsLines">The lines' own is left, for this one holds it; else this one is left.</param>
/// <param name="Proof">What is left, and why.</param>
internal sealed record HeaderDiscount(FileMeaning Orders, FileMeaning Lines, ColumnProbe Column, bool HoldsLines, Proof Proof)
{
    /// <summary>The orders' subtotal where it is told before the discount that is left; null: it is not.</summary>
    public (ColumnProbe Column, Proof Proof)? Before { get; private init; }

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly string[] Beside = ["shipping", "tax"];

    public static List<HeaderDiscount> Of(IReadOnlyList<FileMeaning> files) =>
    [
        .. files.Where(file => file.Main == Line && file.Events is null && file.OrderColumn is not null)
            .Select(lines => (Lines: lines, Orders: OrdersOf(lines, files)))
            .Where(each => each.Orders is not null)
            .GroupBy(each => each.Orders!)
            // Lines in several files: the sums of one of them are not the order's.
            .Where(each => each.Count() == 1)
            .Select(each => Told(each.Key, each.First().Lines)).OfType<HeaderDiscount>(),
    ];

    private static FileMeaning? OrdersOf(FileMeaning lines, IReadOnlyList<FileMeaning> files) => !files.Any(file => file.Main == Order && file.Cancels is null) ? lines
        : files.Where(file => file.Main == Order && file.Cancels is null && Key(file) is { } key && key.Shared(lines.OrderColumn!) * 2 >= lines.OrderColumn!.Distinct)
            .MaxBy(file => Key(file)!.Shared(lines.OrderColumn!));

    private static ColumnProbe? Key(FileMeaning orders) => orders.Own ?? (orders.Series.Count > 0 ? orders.OrderColumn : null);

    private static HeaderDiscount? Told(FileMeaning orders, FileMeaning lines)
    {
        var key = orders == lines ? lines.OrderColumn! : Key(orders)!;
        bool IsOfOrder(ColumnProbe column) => column.IsNumber && column != key && (orders != lines || (!lines.Money.Tells(column) && orders.Rows.IsConstantWithin(key, column) == true));
        if (orders.Columns(Order, "discount").FirstOrDefault(IsOfOrder) is not { } discount || discount is { Least: 0, Most: 0 })
            return null;
        var subtotals = orders.Columns(Order, "subtotal").Where(IsOfOrder).Where(each => each != discount).Distinct().ToList();
        var totals = orders.Columns(Order, "total").Where(IsOfOrder).Where(each => each != discount).Distinct().Except(subtotals).ToList();
        var anything = orders.File.Open.Where(each => each != discount && IsOfOrder(each)).ToList();
        var parts = Beside
            .Select(name => orders.Columns(Order, name).FirstOrDefault(each => each.IsNumber && each != discount && !totals.Contains(each) && !subtotals.Contains(each) && !(orders == lines && lines.Money.Tells(each))))
            .OfType<ColumnProbe>().Select(each => (Column: each, IsOfLine: !IsOfOrder(each))).Distinct().ToList();
        var readings = LineSums.Of(lines, orders).ConvertAll(sums => Told(orders, lines, sums, new DiscountedOrders(orders, key, sums, discount, parts), discount, totals, subtotals, anything));
        // However the lines' own is written, it is left.
        return readings.Count > 0 && readings.TrueForAll(each => each is not null && (readings.Count == 1 || each.HoldsLines)) ? readings[0] : null;
    }

    /// <param name="anything">All amounts of the orders.</param>
    private static HeaderDiscount? Told(FileMeaning orders, FileMeaning lines, LineSums sums, DiscountedOrders books, ColumnProbe discount, List<ColumnProbe> totals, List<ColumnProbe> subtotals, List<ColumnProbe> anything)
    {
        // Against what the draft takes off else any sum speaks that comes to that, whatever it is called.
        bool IsBoth(List<int> among, int fits) => books.Best(anything, among, books.Both).Fits * 2 >= fits;
        var with = books.With;
        if (sums.Discount is { } own && sums.IsGrossTold)
        {
            var (discounted, apart) = (books.Where(books.Both, books.Header), books.Where(books.Lines, books.Header));
            var (one, two) = (books.Best([.. totals, .. subtotals], discounted, books.Header), books.Best([.. totals, .. subtotals], apart, books.Header));
            if (one.Proves(discounted.Count) && two.Proves(apart.Count) && !IsBoth(discounted, one.Fits) && books.Best(totals, apart, books.Lines).Fits * 2 < two.Fits)
            {
                var told = books.Best([.. totals, .. subtotals], with, books.Header);
                return new HeaderDiscount(orders, lines, discount, true, Proof.Of(told.Fits, with.Count, FormattableString.Invariant($"{own.Name} is left: {discount.Name} holds it, {told.Sum} the lines before it less {discount.Name}{told.Parts} in {told.Fits:N0} of {with.Count:N0} orders with one")));
            }
        }
        // What is paid is the lines' sum; or what is before the discount, less it; or the discount is the sum of theirs.
        var (paid, before, same) = (books.Best(totals, with, books.Lines), books.Best([.. subtotals, .. totals], with, books.Before), books.Same());
        var (fits, seen, why) =
            sums.Discount is { } ofLine && with.Count >= 3 && same.Fits >= same.Seen * 0.95 ? (same.Fits, same.Seen, $"it is the sum of their {ofLine.Name}")
            : paid.Proves(with.Count) ? (paid.Fits, with.Count, $"{paid.Sum} their sum{paid.Parts}")
            : before.Proves(with.Count) ? (before.Fits, with.Count, $"{before.Sum} their sum{before.Parts} before it")
            : (0, 0, "");
        if (fits == 0 || IsBoth(with, fits))
            return null;
        var subtotal = subtotals.FirstOrDefault();
        var held = subtotal is null ? default : books.Best([subtotal], with, books.Before);
        return new HeaderDiscount(orders, lines, discount, false, Proof.Of(fits, seen, FormattableString.Invariant($"{discount.Name} is left: the lines have it already, {why} in {fits:N0} of {seen:N0} orders with one")))
        {
            Before = held is { Parts: "" } && held.Proves(with.Count)
                ? (subtotal!, Proof.Of(held.Fits, with.Count, FormattableString.Invariant($"{subtotal!.Name} is before {discount.Name} in {held.Fits:N0} of {with.Count:N0} orders with one")))
                : null,
        };
    }
}
