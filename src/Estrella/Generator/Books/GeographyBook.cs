namespace Estrella.Generator.Books;

/// <summary>geography, by region or city.</summary>
internal sealed class GeographyBook : IBook
{
    private readonly Periods _periods;
    private readonly Place[] _places;
    private readonly bool _byCity;
    private readonly bool _isScored;
    private readonly int _lastFrom;
    private readonly int _lastTo;
    private readonly int _beforeFrom;
    private readonly int _asOf;

    /// <summary>The places a customer ordered to, one bit each.</summary>
    private ulong[] _ordered = new ulong[1024];

    public GeographyBook(Asking asking, ShopCalendar calendar, Prices prices)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "all");
        _byCity = asking["level"] == "city";
        _asOf = calendar.Last;
        // Parcels are told apart by neither range nor scope, and only regions are compared.
        _isScored = !_byCity && asking["from"] is null && asking.Scope == "booked" && asking.Money == "lines" && asking["where"] is null;
        var terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        var count = (_byCity ? Places.Cities.Count : Places.Regions.Count) + 1;
        _places = [.. Enumerable.Range(0, count).Select(_ => new Place(terms))];
        var end = calendar.Date(_periods.To - 1).AddDays(1);
        var wholeTo = new DateOnly(end.Year, end.Month, 1);
        _lastTo = calendar.Number(wholeTo);
        _lastFrom = calendar.Number(wholeTo.AddMonths(-3));
        _beforeFrom = calendar.Number(wholeTo.AddMonths(-6));
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        var at = order.City < 0 ? _places.Length - 1 : _byCity ? order.City : Places.Cities[order.City].Region;
        var place = _places[at];
        TellParcels(order, place);
        if (!Asking.IsIn(order) || !Asking.HasFacts(order))
        {
            return;
        }
        if (_periods.Holds(order.Day))
        {
            place.Orders++;
            TellCustomer(order.Customer, at, place);
            Add(place, order.Day, order.Day, Asking.Money == "lines" ? order.SoldNet : order.HeaderGross - order.HeaderDiscount);
        }
        if (Asking.Money == "lines")
        {
            foreach (var reversal in order.Reversals)
            {
                Add(place, Asking.ByOrder ? order.Day : reversal.Day, order.Day, -reversal.Value);
            }
            return;
        }
        foreach (var back in order.HeaderReturns)
        {
            Add(place, Asking.ByOrder ? order.Day : back.Day, order.Day, -back.Amount);
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        var told = _places.Select((place, at) => (Place: place, At: at, Net: place.Net.Value)).Where(each => each.Place.HasFacts).ToList();
        var total = told.Sum(each => each.Net);
        var scores = Scores();
        foreach (var (place, at, net) in told)
        {
            var isKnown = at < _places.Length - 1;
            var region = !isKnown ? null : Places.Answered(_byCity ? Places.Cities[at].Region : at);
            var row = new BookRow().Text("country", isKnown ? Places.Country : null).Text("region", region);
            if (_byCity)
            {
                row.Text("city", isKnown ? Places.Cities[at].Name : null);
            }
            row.Whole("customers", place.Customers)
                .Whole("orders", place.Orders)
                .Money("net_sales", net)
                .Ratio("share", net, total)
                .Ratio("orders_per_customer", place.Orders, place.Customers)
                .Ratio("growth", place.Growth);
            yield return _isScored ? row.Ratio("expansion_score", scores.GetValueOrDefault(at)) : row;
        }
    }

    private void TellParcels(BookedOrder order, Place place)
    {
        foreach (var parcel in order.Parcels)
        {
            if (parcel.Promised >= 0 && parcel.Promised <= _asOf)
            {
                place.Due++;
                place.OnTime += parcel.Delivered >= 0 && parcel.Delivered <= parcel.Promised ? 1 : 0;
            }
        }
    }

    private void TellCustomer(int customer, int at, Place place)
    {
        if (customer < 0)
        {
            return;
        }
        if (customer >= _ordered.Length)
        {
            Array.Resize(ref _ordered, Math.Max(_ordered.Length * 2, customer + 1));
        }
        if ((_ordered[customer] & (1UL << at)) == 0)
        {
            _ordered[customer] |= 1UL << at;
            place.Customers++;
        }
    }

    private void Add(Place place, int day, int orderDay, long amount)
    {
        if (!_periods.Holds(day))
        {
            return;
        }
        place.HasFacts = true;
        place.Net.Add(orderDay, amount);
        if (day >= _lastFrom && day < _lastTo)
        {
            place.Last.Add(orderDay, amount);
        }
        else if (day >= _beforeFrom && day < _lastFrom)
        {
            place.Before.Add(orderDay, amount);
        }
    }

    private Dictionary<int, decimal?> Scores()
    {
        var compared = Enumerable.Range(0, _places.Length - 1).Where(at => _places[at].Orders >= 30).ToList();
        if (!_isScored || compared.Count < 3)
        {
            return [];
        }
        Func<Place, decimal?>[] parts =
        [
            place => place.Growth,
            place => place.Net.Value / place.Orders,
            place => place.Due == 0 ? null : (decimal)place.OnTime / place.Due,
            place => place.Customers == 0 ? null : (decimal)place.Orders / place.Customers,
        ];
        var scores = compared.ToDictionary(at => at, _ => new List<decimal>());
        foreach (var part in parts)
        {
            var values = compared.Select(at => (At: at, Value: part(_places[at]))).Where(each => each.Value is not null).ToList();
            var mean = values.Count == 0 ? 0 : values.Average(each => each.Value!.Value);
            var deviation = values.Count == 0 ? 0 : Root(values.Average(each => (each.Value!.Value - mean) * (each.Value!.Value - mean)));
            if (deviation == 0)
            {
                continue;
            }
            foreach (var (at, value) in values)
            {
                scores[at].Add((value!.Value - mean) / deviation);
            }
        }
        return scores.ToDictionary(each => each.Key, each => each.Value.Count == 0 ? null : (decimal?)each.Value.Average());
    }

    /// <summary>Square root by Newton's steps from the one of <see cref="Math.Sqrt"/>, which IEEE 754 fixes.</summary>
    private static decimal Root(decimal square)
    {
        if (square == 0)
        {
            return 0;
        }
        var root = (decimal)Math.Sqrt((double)square);
        for (var step = 0; step < 3; step++)
        {
            root = (root + (square / root)) / 2;
        }
        return root;
    }

    private sealed class Place(Terms terms)
    {
        public bool HasFacts { get; set; }
        public int Orders { get; set; }
        public int Customers { get; set; }
        public int Due { get; set; }
        public int OnTime { get; set; }
        public Sum Net { get; } = new(terms);
        public Sum Last { get; } = new(terms);
        public Sum Before { get; } = new(terms);

        public decimal? Growth => Before.Value is > 0 and var before ? (Last.Value / before) - 1 : null;
    }
}
