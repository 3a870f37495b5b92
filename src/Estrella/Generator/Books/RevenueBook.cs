namespace Estrella.Generator.Books;

/// <summary>revenue, on any money.</summary>
internal sealed class RevenueBook : IBook
{
    private readonly Periods _periods;
    private readonly Line[] _lines;
    private readonly int _category;
    private readonly int _region;
    private readonly int _channel;
    private readonly List<int> _seen = [];

    public RevenueBook(Asking asking, ShopCalendar calendar, Prices prices)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "month");
        var terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _lines = [.. Enumerable.Range(0, _periods.Count).Select(_ => new Line(terms))];
        _category = Goods.CategoryOf(asking.Where("category"));
        _region = Places.RegionOf(asking.Where("region"));
        _channel = Array.IndexOf(Words.Channels, asking.Where("channel"));
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        if (!Asking.IsIn(order) || !Asking.HasFacts(order)
            || (_region >= 0 && (order.City < 0 || Places.Cities[order.City].Region != _region))
            || (_channel >= 0 && order.Channel != _channel))
        {
            return;
        }
        switch (Asking.Money)
        {
            case "lines":
                TellLines(order);
                break;
            case "headers":
                TellHeader(order);
                break;
            default:
                TellPayments(order);
                break;
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        var before = (decimal?)null;
        var withUnits = Asking.Money == "lines";
        for (var period = 0; period < _lines.Length; period++)
        {
            var line = _lines[period];
            var (gross, discounts, returns) = (line.Gross.Value, line.Discounts.Value, line.Returns.Value);
            var net = line.Net.Value;
            yield return new BookRow()
                .Day("period", _periods.Start(period))
                .Whole("orders", line.Orders)
                .Whole("units", withUnits ? line.Units : null)
                .Money("gross_sales", gross)
                .Money("discounts", Asking.Money == "payments" ? null : discounts)
                .Money("returns", returns)
                .Money("net_sales", net)
                .Money("aov", line.Orders == 0 ? null : (gross - discounts) / line.Orders)
                .Ratio("growth", before > 0 && !_periods.IsCut(period) ? (net / before) - 1 : null);
            before = _periods.IsCut(period) ? null : net;
        }
    }

    private void TellLines(BookedOrder order)
    {
        if (_periods.Holds(order.Day))
        {
            var into = _lines[_periods.Of(order.Day)];
            var counts = false;
            foreach (var line in order.Lines)
            {
                if (_category >= 0 && line.Category != _category)
                {
                    continue;
                }
                counts = true;
                into.Units += line.Quantity;
                into.Sell(order.Day, line.Gross, line.Discount);
            }
            into.Orders += counts ? 1 : 0;
        }
        foreach (var reversal in order.Reversals)
        {
            var day = Asking.ByOrder ? order.Day : reversal.Day;
            if (_periods.Holds(day) && (_category < 0 || order.Lines[reversal.Line].Category == _category))
            {
                var into = _lines[_periods.Of(day)];
                into.Units -= reversal.Quantity;
                into.TakeBack(order.Day, reversal.Value);
            }
        }
    }

    private void TellHeader(BookedOrder order)
    {
        if (_periods.Holds(order.Day))
        {
            var into = _lines[_periods.Of(order.Day)];
            into.Orders++;
            into.Sell(order.Day, order.HeaderGross, order.HeaderDiscount);
        }
        foreach (var back in order.HeaderReturns)
        {
            var day = Asking.ByOrder ? order.Day : back.Day;
            if (_periods.Holds(day))
            {
                _lines[_periods.Of(day)].TakeBack(order.Day, back.Amount);
            }
        }
    }

    private void TellPayments(BookedOrder order)
    {
        _seen.Clear();
        foreach (var payment in order.Payments)
        {
            var day = Asking.ByOrder ? order.Day : payment.Day;
            if (payment.Captured == 0 || !_periods.Holds(day))
            {
                continue;
            }
            var period = _periods.Of(day);
            var into = _lines[period];
            into.Sell(order.Day, payment.Captured, 0);
            into.TakeBack(order.Day, payment.Refunded);
            if (!_seen.Contains(period))
            {
                _seen.Add(period);
                into.Orders++;
            }
        }
    }

    private sealed class Line(Terms terms)
    {
        public int Orders { get; set; }
        public long Units { get; set; }
        public Sum Gross { get; } = new(terms);
        public Sum Discounts { get; } = new(terms);
        public Sum Returns { get; } = new(terms);

        /// <summary>Summed on its own: what nets to zero is zero in every term.</summary>
        public Sum Net { get; } = new(terms);

        public void Sell(int day, long gross, long discount)
        {
            Gross.Add(day, gross);
            Discounts.Add(day, discount);
            Net.Add(day, gross - discount);
        }

        public void TakeBack(int day, long amount)
        {
            Returns.Add(day, amount);
            Net.Add(day, -amount);
        }
    }
}
