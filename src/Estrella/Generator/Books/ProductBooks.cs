namespace Estrella.Generator.Books;

/// <summary>Which lines an asking about goods counts.</summary>
internal sealed class LineFilter(Asking asking)
{
    private readonly int _category = Goods.CategoryOf(asking.Where("category"));
    private readonly int _region = Places.RegionOf(asking.Where("region"));
    private readonly string _brand = asking.Where("brand");

    public bool Takes(BookedOrder order) =>
        asking.IsIn(order) && order.Lines.Count > 0 && (_region < 0 || (order.City >= 0 && Places.Cities[order.City].Region == _region));

    public bool Takes(in BookedLine line) => (_category < 0 || line.Category == _category) && (_brand.Length == 0 || line.Product.Brand == _brand);
}

/// <summary>best-sellers.</summary>
internal sealed class BestSellersBook : IBook
{
    private readonly Periods _periods;
    private readonly Terms _terms;
    private readonly LineFilter _filter;

    /// <summary>By period and product, which stands in its first category or in its present one.</summary>
    private readonly Entry?[] _entries;
    private readonly Catalogue _catalogue;

    public BestSellersBook(Asking asking, ShopCalendar calendar, Prices prices, Catalogue catalogue)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "all");
        _terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _filter = new LineFilter(asking);
        _catalogue = catalogue;
        _entries = new Entry?[_periods.Count * catalogue.Products.Count * 2];
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        if (!_filter.Takes(order))
        {
            return;
        }
        if (_periods.Holds(order.Day))
        {
            foreach (var line in order.Lines)
            {
                if (_filter.Takes(line))
                {
                    var entry = Of(order.Day, line);
                    entry.Units += line.Quantity;
                    entry.Gross.Add(order.Day, line.Gross);
                    entry.Net.Add(order.Day, line.Net);
                }
            }
        }
        foreach (var reversal in order.Reversals)
        {
            var day = Asking.ByOrder ? order.Day : reversal.Day;
            var line = order.Lines[reversal.Line];
            if (_periods.Holds(day) && _filter.Takes(line))
            {
                var entry = Of(day, line);
                entry.Units -= reversal.Quantity;
                entry.Net.Add(order.Day, -reversal.Value);
            }
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        var top = Asking["top"] is { } text ? int.Parse(text) : int.MaxValue;
        var ranked = _entries.OfType<Entry>()
            .Select(each => (each.Period, each.Category, each.Units, Gross: each.Gross.Value, Net: each.Net.Value, each.Product))
            .GroupBy(each => (each.Period, each.Category))
            .OrderBy(group => group.Key.Period).ThenBy(group => Goods.Categories[group.Key.Category], StringComparer.Ordinal);
        foreach (var group in ranked)
        {
            var rank = 0;
            var inOrder = group.OrderByDescending(each => each.Units).ThenByDescending(each => each.Net).ThenBy(each => each.Product.Id, StringComparer.Ordinal);
            foreach (var (period, category, units, gross, net, product) in inOrder.Take(top))
            {
                yield return new BookRow()
                    .Day("period", _periods.Start(period))
                    .Text("category", Goods.Categories[category])
                    .Text("product_id", product.Id)
                    .Text("product", product.PresentName)
                    .Whole("units", units)
                    .Money("gross_sales", gross)
                    .Money("net_sales", net)
                    .Whole("rank", ++rank);
            }
        }
    }

    private Entry Of(int day, in BookedLine line)
    {
        var period = _periods.Of(day);
        var at = (((period * _catalogue.Products.Count) + line.Product.No) * 2) + (line.Category == line.Product.Category ? 0 : 1);
        return _entries[at] ??= new Entry(period, line.Category, line.Product, _terms);
    }

    private sealed class Entry(int period, int category, Product product, Terms terms)
    {
        public int Period { get; } = period;
        public int Category { get; } = category;
        public Product Product { get; } = product;
        public long Units { get; set; }
        public Sum Gross { get; } = new(terms);
        public Sum Net { get; } = new(terms);
    }
}

/// <summary>profitability.</summary>
internal sealed class ProfitabilityBook : IBook
{
    private readonly Periods _periods;
    private readonly LineFilter _filter;
    private readonly Entry?[,] _entries;
    private readonly Terms _terms;

    public ProfitabilityBook(Asking asking, ShopCalendar calendar, Prices prices)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "month");
        _terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _filter = new LineFilter(asking);
        _entries = new Entry?[_periods.Count, Goods.Categories.Length];
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        if (!_filter.Takes(order))
        {
            return;
        }
        if (_periods.Holds(order.Day))
        {
            foreach (var line in order.Lines)
            {
                if (_filter.Takes(line))
                {
                    var entry = Of(order.Day, line);
                    entry.Gross.Add(order.Day, line.Gross);
                    entry.Discounts.Add(order.Day, line.Discount);
                    entry.Add(order.Day, line.Net, line.Cost);
                }
            }
        }
        foreach (var reversal in order.Reversals)
        {
            var day = Asking.ByOrder ? order.Day : reversal.Day;
            var line = order.Lines[reversal.Line];
            if (_periods.Holds(day) && _filter.Takes(line))
            {
                var entry = Of(day, line);
                entry.Returns.Add(order.Day, reversal.Value);
                entry.Add(order.Day, -reversal.Value, -reversal.Cost);
            }
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var period = 0; period < _periods.Count; period++)
        {
            foreach (var category in Enumerable.Range(0, Goods.Categories.Length).OrderBy(each => Goods.Categories[each], StringComparer.Ordinal))
            {
                if (_entries[period, category] is not { } entry)
                {
                    continue;
                }
                var (gross, discounts, returns) = (entry.Gross.Value, entry.Discounts.Value, entry.Returns.Value);
                var net = entry.Net.Value;
                var known = entry.KnownNet.Value;
                var cost = entry.IsCostKnown ? entry.Cost.Value : (decimal?)null;
                yield return new BookRow()
                    .Day("period", _periods.Start(period))
                    .Text("category", Goods.Categories[category])
                    .Money("gross_sales", gross)
                    .Money("discounts", discounts)
                    .Money("returns", returns)
                    .Money("net_sales", net)
                    .Money("cogs", cost)
                    .Money("gross_profit", known - cost)
                    .Ratio("gross_margin", cost is null || known == 0 ? null : (known - cost) / known)
                    .Ratio("cost_coverage", known, net);
            }
        }
    }

    private Entry Of(int day, in BookedLine line) => _entries[_periods.Of(day), line.Category] ??= new Entry(_terms);

    private sealed class Entry(Terms terms)
    {
        public Sum Gross { get; } = new(terms);
        public Sum Discounts { get; } = new(terms);
        public Sum Returns { get; } = new(terms);

        /// <summary>Summed on its own: what nets to zero is zero in every term.</summary>
        public Sum Net { get; } = new(terms);
        public Sum KnownNet { get; } = new(terms);
        public Sum Cost { get; } = new(terms);
        public bool IsCostKnown { get; private set; }

        public void Add(int day, long net, long? cost)
        {
            Net.Add(day, net);
            if (cost is { } known)
            {
                IsCostKnown = true;
                KnownNet.Add(day, net);
                Cost.Add(day, known);
            }
        }
    }
}
