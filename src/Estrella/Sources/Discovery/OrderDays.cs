using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// The day of orders whose file has none that is called so: orders without a day count in no figure, and nobody is told. It is
/// the only day that stands on every row, or the first of several.
/// </summary>
internal static class OrderDays
{
    private static readonly Entity Order = EntityCatalog.Get("order");

    /// <summary>Null: one is called so, or no row tells.</summary>
    public static ColumnProbe? Of(FileMeaning orders, IReadOnlyDictionary<Entity, FileMeaning> mains)
    {
        var number = orders.OrderColumn;
        if (number is null || (orders.Main != Order && (orders.Main?.Name != "order_line" || mains.ContainsKey(Order))) || orders.Column(Order, "ordered_at", false) is not null)
            return null;
        // A birthday is the customer's, what is called a parcel's day is later.
        var days = orders.File.Open.Where(column => column is { IsDate: true, Distinct: > 3 } && column.Blank * 50L <= orders.File.Rows && orders.Meanings(column).Count == 0 && orders.Rows.IsConstantWithin(number, column) != false).ToList();
        return days.Find(first => days.TrueForAll(other => other == first || DraftCells.Compare(orders, first, other) is var (before, after) && before * 50 <= after));
    }
}
