namespace Estrella.Generator.Books;

/// <summary>customers: new and recurring. A few bytes a customer.</summary>
internal sealed class CustomersBook : IBook
{
    private readonly Periods _periods;
    private readonly Line[] _lines;

    /// <summary>Kept orders so far, of all time; two is as good as more.</summary>
    private byte[] _kept = new byte[1024];

    /// <summary>The last period the customer ordered in, plus one.</summary>
    private short[] _period = new short[1024];

    public CustomersBook(Asking asking, ShopCalendar calendar, Prices prices)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "month");
        var terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _lines = [.. Enumerable.Range(0, _periods.Count).Select(_ => new Line(terms))];
    }

    public Asking Asking { get; }

    /// <summary>Orders come in the order of their time, which makes the first one the first.</summary>
    public void Tell(BookedOrder order)
    {
        if (order.Customer < 0 || !order.IsKept || !Asking.IsIn(order) || !Asking.HasFacts(order))
        {
            return;
        }
        if (order.Customer >= _kept.Length)
        {
            Array.Resize(ref _kept, Math.Max(_kept.Length * 2, order.Customer + 1));
            Array.Resize(ref _period, _kept.Length);
        }
        var before = _kept[order.Customer];
        _kept[order.Customer] = (byte)Math.Min(2, before + 1);
        if (!_periods.Holds(order.Day))
        {
            return;
        }
        var period = _periods.Of(order.Day);
        var line = _lines[period];
        var isFirstHere = _period[order.Customer] != period + 1;
        _period[order.Customer] = (short)(period + 1);
        line.Kept++;
        line.Customers += isFirstHere ? 1 : 0;
        line.New += before == 0 ? 1 : 0;
        // Counted once: on coming in with a second order, or on the second order itself.
        line.Returning += (isFirstHere && before >= 1) || (!isFirstHere && before == 1) ? 1 : 0;
        (before == 0 ? line.NewNet : line.RecurringNet).Add(order.Day, Asking.Money == "lines" ? order.FinalNet : order.FinalHeaderNet);
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var period = 0; period < _lines.Length; period++)
        {
            var line = _lines[period];
            yield return new BookRow()
                .Day("period", _periods.Start(period))
                .Whole("customers", line.Customers)
                .Whole("new_customers", line.New)
                .Whole("recurring_customers", line.Customers - line.New)
                .Whole("kept_orders", line.Kept)
                .Money("new_net_sales", line.NewNet.Value)
                .Money("recurring_net_sales", line.RecurringNet.Value)
                .Ratio("returning_rate", line.Returning, line.Customers);
        }
    }

    private sealed class Line(Terms terms)
    {
        public int Customers { get; set; }
        public int New { get; set; }
        public int Kept { get; set; }
        public int Returning { get; set; }
        public Sum NewNet { get; } = new(terms);
        public Sum RecurringNet { get; } = new(terms);
    }
}
