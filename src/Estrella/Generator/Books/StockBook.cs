namespace Estrella.Generator.Books;

/// <summary>stock-rotation over all time.</summary>
internal sealed class StockBook : IBook
{
    /// <summary>A snapshot holds so many days.</summary>
    private const int Holds = 7;

    private readonly ShopCalendar _calendar;
    private readonly Item[] _items;

    public StockBook(Asking asking, ShopCalendar calendar, Prices prices, Catalogue catalogue)
    {
        Asking = asking;
        _calendar = calendar;
        var terms = Terms.Of("nominal", null, calendar, prices);
        _items = [.. catalogue.Products.Select(product => new Item(product, terms))];
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        if (!order.IsBooked)
        {
            return;
        }
        foreach (var line in order.Lines)
        {
            var item = _items[line.Product.No];
            item.Units += line.Quantity;
            item.Net.Add(order.Day, line.Net);
            item.Cost.Add(order.Day, line.Cost ?? 0);
        }
        foreach (var reversal in order.Reversals)
        {
            var item = _items[order.Lines[reversal.Line].Product.No];
            item.Units -= reversal.IsCancel ? reversal.Quantity : 0;
            item.Net.Add(order.Day, -reversal.Value);
            item.Cost.Add(order.Day, -(reversal.Cost ?? 0));
        }
    }

    /// <summary>What both warehouses counted on a day; days come in order.</summary>
    public void Count(Product product, int day, int onHand)
    {
        var item = _items[product.No];
        item.Close(day);
        item.OnHand = onHand;
        item.CountedOn = day;
        item.Counts++;
        item.AtCost += onHand * product.PriceOn(day).Cost;
    }

    public IEnumerable<BookRow> Rows()
    {
        var total = _items.Sum(item => item.Net.Value);
        var before = 0m;
        foreach (var item in _items.OrderByDescending(item => item.Net.Value).ThenBy(item => item.Product.Id, StringComparer.Ordinal))
        {
            item.Close(_calendar.Days);
            var net = item.Net.Value;
            var days = _calendar.Days - item.OutDays;
            var isCounted = item.Counts >= 2;
            var mean = isCounted && item.IsCostKnown ? (decimal)item.AtCost / 100 / item.Counts : 0;
            yield return new BookRow()
                .Text("product_id", item.Product.Id)
                .Text("product", item.Product.PresentName)
                .Text("category", Goods.Categories[item.Product.PresentCategory])
                .Whole("on_hand", item.Counts > 0 ? item.OnHand : null)
                .Whole("units_sold", item.Units)
                .Ratio("daily_velocity", item.Units, days)
                .Ratio("cover_days", item.Counts == 0 || item.Units == 0 ? null : (decimal)item.OnHand * days / item.Units)
                .Ratio("turnover", mean == 0 ? null : item.Cost.Value / mean * 365 / _calendar.Days)
                .Ratio("sell_through", item.Counts == 0 || item.Units + item.OnHand == 0 ? null : (decimal)item.Units / (item.Units + item.OnHand))
                .Whole("stockout_days", isCounted ? item.OutDays : null)
                .Text("abc_class", before < total * 0.8m ? "A" : before < total * 0.95m ? "B" : "C");
            before += net;
        }
    }

    private sealed class Item(Product product, Terms terms)
    {
        public Product Product { get; } = product;
        public bool IsCostKnown { get; } = product.Prices[0].Cost >= 0;
        public long Units { get; set; }
        public Sum Net { get; } = new(terms);
        public Sum Cost { get; } = new(terms);
        public int OnHand { get; set; }
        public int CountedOn { get; set; }
        public int Counts { get; set; }
        public int OutDays { get; private set; }

        /// <summary>Σ on hand × unit cost, in cents.</summary>
        public Int128 AtCost { get; set; }

        /// <summary>The last count held until here, or as long as it may.</summary>
        public void Close(int day)
        {
            if (Counts > 0 && OnHand <= 0)
            {
                OutDays += Math.Min(day - CountedOn, Holds);
            }
            CountedOn = day;
        }
    }
}
