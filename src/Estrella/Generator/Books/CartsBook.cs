namespace Estrella.Generator.Books;

/// <summary>
/// carts. A cart line waits for a kept order of its customer with its product until its window is over; only what
/// waits is remembered.
/// </summary>
internal sealed class CartsBook : IBook
{
    private readonly ShopCalendar _calendar;
    private readonly Periods _periods;
    private readonly int _window;
    private readonly Line[] _lines;
    private readonly Dictionary<(int Customer, int Product), List<Waiting>> _waiting = [];

    /// <summary>By day, from the first not yet swept; carts are told up to five days late.</summary>
    private readonly SortedDictionary<int, List<(int Customer, int Product)>> _byDay = [];
    private int _lastCart = -1;
    private int _sweptOn = -1;

    public CartsBook(Asking asking, ShopCalendar calendar)
    {
        Asking = asking;
        _calendar = calendar;
        _periods = new Periods(asking, calendar, "month");
        _window = asking["window"] is { } window ? int.Parse(window) : 30;
        _lines = [.. Enumerable.Range(0, _periods.Count).Select(_ => new Line())];
    }

    public Asking Asking { get; }

    /// <summary>Carts are told before the orders of their customer that could convert them.</summary>
    public void Put(CartLine cart)
    {
        if (!_periods.Holds(cart.Day))
        {
            return;
        }
        var line = _lines[_periods.Of(cart.Day)];
        line.Lines++;
        line.Carts += cart.Cart == _lastCart ? 0 : 1;
        _lastCart = cart.Cart;
        line.Over += IsOver(cart.Day) ? 1 : 0;
        if (cart.Customer < 0)
        {
            return;
        }
        var key = (cart.Customer, cart.Product.No);
        if (!_waiting.TryGetValue(key, out var list))
        {
            _waiting.Add(key, list = []);
        }
        list.Add(new Waiting(cart.Day));
        if (!_byDay.TryGetValue(cart.Day, out var keys))
        {
            _byDay.Add(cart.Day, keys = []);
        }
        keys.Add(key);
    }

    public void Tell(BookedOrder order)
    {
        if (_sweptOn != order.Day)
        {
            Sweep(order.Day);
            _sweptOn = order.Day;
        }
        if (order.Customer < 0 || !order.IsKept || !order.IsBooked)
        {
            return;
        }
        foreach (var line in order.Lines)
        {
            if (!_waiting.TryGetValue((order.Customer, line.Product.No), out var list))
            {
                continue;
            }
            foreach (var waiting in list)
            {
                if (order.Day >= waiting.Day && order.Day <= waiting.Day + _window)
                {
                    var into = _lines[_periods.Of(waiting.Day)];
                    into.Converted++;
                    into.ConvertedOver += IsOver(waiting.Day) ? 1 : 0;
                    waiting.IsConverted = true;
                }
            }
            list.RemoveAll(waiting => waiting.IsConverted);
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var period = 0; period < _lines.Length; period++)
        {
            var line = _lines[period];
            yield return new BookRow()
                .Day("period", _periods.Start(period))
                .Whole("carts", line.Carts)
                .Whole("cart_lines", line.Lines)
                .Whole("converted", line.Converted)
                .Ratio("abandonment_rate", line.Over == 0 ? null : 1 - ((decimal)line.ConvertedOver / line.Over));
        }
    }

    private bool IsOver(int day) => day + _window <= _calendar.Last;

    private void Sweep(int day)
    {
        while (_byDay.Count > 0)
        {
            var (first, keys) = _byDay.First();
            if (first + _window >= day)
            {
                return;
            }
            _byDay.Remove(first);
            foreach (var key in keys)
            {
                if (_waiting.TryGetValue(key, out var list))
                {
                    list.RemoveAll(waiting => waiting.Day <= first);
                    if (list.Count == 0)
                    {
                        _waiting.Remove(key);
                    }
                }
            }
        }
    }

    private sealed class Waiting(int day)
    {
        public int Day { get; } = day;
        public bool IsConverted { get; set; }
    }

    private sealed class Line
    {
        public int Carts { get; set; }
        public int Lines { get; set; }
        public int Over { get; set; }
        public int Converted { get; set; }
        public int ConvertedOver { get; set; }
    }
}
