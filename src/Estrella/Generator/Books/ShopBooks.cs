namespace Estrella.Generator.Books;

/// <summary>
/// The books of a shop: the true answer to every question under many parameters, kept while the shop is made.
/// They see what the exports say and share no code with the pipeline that reads them.
/// </summary>
internal sealed class ShopBooks
{
    private readonly ShopCalendar _calendar;
    private readonly CampaignPlan _plan;
    private readonly BookedOrder _order;
    private readonly List<IBook> _books;
    private readonly List<StockBook> _stock;
    private readonly List<CartsBook> _carts;
    private readonly List<ReviewsBook> _reviews;
    private readonly CampaignsBook _campaigns;
    private readonly Coverage _coverage;

    public ShopBooks(ShopCalendar calendar, Prices prices, CampaignPlan plan, Catalogue catalogue)
    {
        _calendar = calendar;
        _plan = plan;
        _order = new BookedOrder(prices);
        _coverage = new Coverage(calendar);
        _books = [.. Askings.Of(calendar).Select(asking => Open(asking, calendar, prices, plan, catalogue))];
        _stock = [.. _books.OfType<StockBook>()];
        _carts = [.. _books.OfType<CartsBook>()];
        _reviews = [.. _books.OfType<ReviewsBook>()];
        _campaigns = _books.OfType<CampaignsBook>().First();
    }

    /// <summary>Orders are told in the order of their time, each after the carts put before it.</summary>
    public void Tell(SoldOrder order, Visits visits)
    {
        foreach (var cart in visits.Carts)
        {
            foreach (var book in _carts)
            {
                book.Put(cart);
            }
        }
        foreach (var review in visits.Reviews)
        {
            foreach (var book in _reviews)
            {
                book.Put(review);
            }
        }
        _order.Fill(order);
        _coverage.Tell(_order);
        foreach (var book in _books)
        {
            book.Tell(_order);
        }
    }

    public void Count(Product product, int day, int onHand)
    {
        foreach (var book in _stock)
        {
            book.Count(product, day, onHand);
        }
    }

    /// <summary>answers.json: an array of askings, each with its rows, one a line.</summary>
    public void WriteAnswers(string path)
    {
        using var json = new JsonLines(path);
        json.BeginArray();
        foreach (var book in _books)
        {
            var asking = book.Asking;
            json.BeginItem();
            json.Text("question", asking.Question);
            json.Map("arguments", asking.Names.Select(name => (name, asking[name]!)));
            json.Rows("rows", book.Rows());
            json.Row("coverage", _coverage.Of(asking));
            json.EndItem();
        }
        json.EndArray();
    }

    /// <summary>planted.json: what each campaign truly added, and every defect.</summary>
    public void WritePlanted(string path, GeneratorOptions options, IReadOnlyList<PlantedDefect> defects)
    {
        using var json = new JsonLines(path);
        json.BeginObject();
        json.Row("shop", new BookRow().Whole("orders", options.Orders).Whole("seed", options.Seed)
            .Day("first_day", _calendar.FirstDay).Day("last_day", _calendar.LastDay));
        json.Rows("campaigns", _plan.Campaigns.Select((campaign, at) => new BookRow()
            .Text("campaign_id", campaign.Id)
            .Text("campaign", campaign.Name)
            .Day("starts_on", _calendar.Date(campaign.From))
            .Day("ends_on", _calendar.Date(campaign.To))
            .Ratio("effect", campaign.EffectPermille / 1000m)
            .Whole("planted_orders", _campaigns.PlantedOrders(at))
            .Money("planted_net_sales", _campaigns.Planted(at))
            .Flag("comparable", campaign.IsComparable)
            .Text("note", campaign.IsComparable ? null : campaign.From < 28 ? "fewer than 28 days before it" : "a sales event or the season adds to it")));
        json.Rows("defects_by_kind", defects.GroupBy(defect => (defect.Kind, defect.Verdict, defect.TakesAway))
            .OrderBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.TakesAway)
            .Select(group => new BookRow().Text("kind", group.Key.Kind).Text("verdict", group.Key.Verdict)
                .Flag("takes_away", group.Key.TakesAway).Whole("count", group.Count())));
        json.Rows("defects", defects.Select(defect => new BookRow()
            .Text("kind", defect.Kind).Text("file", defect.File).Whole("line", defect.Line).Text("column", defect.Column)
            .Text("value", defect.Value).Text("verdict", defect.Verdict).Flag("takes_away", defect.TakesAway)));
        json.EndObject();
    }

    private static IBook Open(Asking asking, ShopCalendar calendar, Prices prices, CampaignPlan plan, Catalogue catalogue) => asking.Question switch
    {
        "revenue" => new RevenueBook(asking, calendar, prices),
        "best-sellers" => new BestSellersBook(asking, calendar, prices, catalogue),
        "customers" => new CustomersBook(asking, calendar, prices),
        "profitability" => new ProfitabilityBook(asking, calendar, prices),
        "geography" => new GeographyBook(asking, calendar, prices),
        "campaigns" => new CampaignsBook(asking, calendar, prices, plan),
        "payments" => new PaymentsBook(asking, calendar, prices),
        "deliveries" => new DeliveriesBook(asking, calendar),
        "stock-rotation" => new StockBook(asking, calendar, prices, catalogue),
        "carts" => new CartsBook(asking, calendar),
        "reviews" => new ReviewsBook(asking, catalogue),
        _ => throw new ArgumentException($"no such question: {asking.Question}", nameof(asking)),
    };
}
