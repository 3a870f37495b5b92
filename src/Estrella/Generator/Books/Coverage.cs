namespace Estrella.Generator.Books;

/// <summary>How many orders an answer rests on, by day of the order.</summary>
internal sealed class Coverage(ShopCalendar calendar)
{
    private static readonly string[] Scopes = ["booked", "paid", "fulfilled"];
    private static readonly string[] Moneys = ["lines", "headers", "payments"];
    private static readonly string[] WithOrders = ["revenue", "best-sellers", "customers", "profitability", "geography", "campaigns"];

    private readonly int[,,] _orders = new int[Scopes.Length, Moneys.Length, calendar.Days];

    public void Tell(BookedOrder order)
    {
        for (var scope = 0; scope < Scopes.Length; scope++)
        {
            if (scope switch { 0 => order.IsBooked, 1 => order.IsPaid, _ => order.IsFulfilled })
            {
                _orders[scope, 0, order.Day] += order.Lines.Count > 0 ? 1 : 0;
                _orders[scope, 1, order.Day]++;
                _orders[scope, 2, order.Day] += order.IsCaptured ? 1 : 0;
            }
        }
    }

    public BookRow Of(Asking asking)
    {
        var periods = new Periods(asking, calendar, "all");
        var row = new BookRow()
            .Day("from", calendar.Date(periods.From))
            .Day("to", calendar.Date(periods.To - 1).AddDays(1))
            .Day("as_of", calendar.LastDay)
            .Text("currency", "ARS")
            .Text("zone", "America/Argentina/Buenos_Aires");
        if (!WithOrders.Contains(asking.Question) || asking["where"] is not null)
        {
            return row;
        }
        var scope = Array.IndexOf(Scopes, asking.Scope);
        var (orders, covered) = (0, 0);
        for (var day = periods.From; day < periods.To; day++)
        {
            // Every order has a header.
            orders += _orders[scope, 1, day];
            covered += _orders[scope, Array.IndexOf(Moneys, asking.Money), day];
        }
        return row.Text("scope", asking.Scope).Text("basis", asking.ByOrder ? "order" : "event").Text("money", asking.Money)
            .Whole("orders", orders).Whole("orders_covered", covered).Ratio("orders_share", covered, orders);
    }
}
