namespace Estrella.Generator.Books;

/// <summary>deliveries, by the period a parcel left in.</summary>
internal sealed class DeliveriesBook : IBook
{
    private const int LongestLead = 200;

    private readonly Periods _periods;
    private readonly Line?[,] _lines;
    private readonly int _carrier;
    private readonly int _asOf;

    public DeliveriesBook(Asking asking, ShopCalendar calendar)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "month");
        _lines = new Line?[_periods.Count, Words.Couriers.Length];
        _carrier = Array.IndexOf(Words.Couriers, asking.Where("carrier"));
        _asOf = calendar.Last;
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        foreach (var parcel in order.Parcels)
        {
            if (!_periods.Holds(parcel.Shipped) || (_carrier >= 0 && parcel.Carrier != _carrier))
            {
                continue;
            }
            var line = _lines[_periods.Of(parcel.Shipped), parcel.Carrier] ??= new Line();
            line.Parcels++;
            if (parcel.Delivered >= 0)
            {
                line.Delivered++;
                line.Lead[Math.Min(parcel.Delivered - order.Day, LongestLead - 1)]++;
            }
            if (parcel.Promised >= 0 && parcel.Promised <= _asOf)
            {
                line.Due++;
                line.OnTime += parcel.Delivered >= 0 && parcel.Delivered <= parcel.Promised ? 1 : 0;
                line.Open += parcel.Delivered < 0 ? 1 : 0;
                if (parcel.Delivered > parcel.Promised)
                {
                    line.Delayed++;
                    line.DelayDays += parcel.Delivered - parcel.Promised;
                }
            }
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var period = 0; period < _periods.Count; period++)
        {
            foreach (var carrier in Enumerable.Range(0, Words.Couriers.Length).OrderBy(each => Words.Couriers[each], StringComparer.Ordinal))
            {
                if (_lines[period, carrier] is { } line)
                {
                    yield return new BookRow()
                        .Day("period", _periods.Start(period))
                        .Text("carrier", Words.Couriers[carrier])
                        .Whole("shipments", line.Parcels)
                        .Whole("delivered", line.Delivered)
                        .Ratio("on_time_rate", line.OnTime, line.Due)
                        .Whole("late", line.Due - line.OnTime)
                        .Whole("open_overdue", line.Open)
                        .Ratio("lead_days_p50", line.Percentile(50))
                        .Ratio("lead_days_p90", line.Percentile(90))
                        .Ratio("delay_days_mean", line.DelayDays, line.Delayed);
                }
            }
        }
    }

    private sealed class Line
    {
        public int Parcels { get; set; }
        public int Delivered { get; set; }
        public int Due { get; set; }
        public int OnTime { get; set; }
        public int Open { get; set; }
        public int Delayed { get; set; }
        public long DelayDays { get; set; }
        public int[] Lead { get; } = new int[LongestLead];

        /// <summary>percentile_cont: linear between the two nearest.</summary>
        public decimal? Percentile(int percent)
        {
            if (Delivered == 0)
            {
                return null;
            }
            var position = (Delivered - 1) * percent;
            var (low, rest) = (position / 100, position % 100);
            return Nth(low) + ((Nth(Math.Min(low + 1, Delivered - 1)) - Nth(low)) * rest / 100m);
        }

        private decimal Nth(int nth)
        {
            var days = 0;
            for (var seen = Lead[0]; seen <= nth; seen += Lead[days])
            {
                days++;
            }
            return days;
        }
    }
}
