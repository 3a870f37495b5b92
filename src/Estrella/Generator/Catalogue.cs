namespace Estrella.Generator;

/// <summary>A price and a cost from a day on; in cents of a peso. A cost of −1 is not known.</summary>
internal readonly record struct ListPrice(int From, long Price, long Cost);

internal sealed class Product
{
    /// <summary>Over both shops.</summary>
    public required int No { get; init; }
    public required bool IsWholesale { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What it is called now: some names change with the category.</summary>
    public required string PresentName { get; init; }
    public required string Brand { get; init; }
    public required int TaxPermille { get; init; }
    public required int Category { get; init; }

    /// <summary>Where it moved on <see cref="MovedOn"/>, in the night; else the same.</summary>
    public required int PresentCategory { get; init; }

    /// <summary>A day number, or beyond the last day.</summary>
    public required int MovedOn { get; init; }

    /// <summary>The first day it is sold; negative: before the first day.</summary>
    public required int Launched { get; init; }
    public required int Weight { get; init; }

    /// <summary>By day, the first from before the first sale unless the list was late.</summary>
    public required ListPrice[] Prices { get; init; }

    public int CategoryOn(int day) => day >= MovedOn ? PresentCategory : Category;

    /// <summary>The last entry from on or before the day; before the first one, the first.</summary>
    public ListPrice PriceOn(int day)
    {
        var at = Prices.Length - 1;
        while (at > 0 && Prices[at].From > day)
        {
            at--;
        }
        return Prices[at];
    }
}

/// <summary>Everything both shops sell, with the prices of two years.</summary>
internal sealed class Catalogue
{
    private readonly int[] _retailSums;
    private readonly int[] _wholesaleSums;

    public Catalogue(ShopCalendar calendar, Prices prices, int orders, Chance chance)
    {
        var retail = Math.Clamp(78 + (orders / 500), 78, 650);
        var wholesale = Math.Clamp(20 + (orders / 4000), 20, 120);
        Products =
        [
            .. Enumerable.Range(0, retail).Select(at => Retail(at, calendar, prices, chance)),
            .. Enumerable.Range(0, wholesale).Select(at => Make(retail + at, at, true, Goods.Wholesale[at % Goods.Wholesale.Length], Goods.Retail.Length + (at % Goods.Wholesale.Length), calendar, prices, chance)),
        ];
        RetailCount = retail;
        _retailSums = Chance.Sums(Products.Take(retail).Select(product => product.Weight));
        _wholesaleSums = Chance.Sums(Products.Skip(retail).Select(product => product.Weight));
    }

    public IReadOnlyList<Product> Products { get; }

    public int RetailCount { get; }

    /// <summary>Share of a product in the retail shop's lines, in millionths.</summary>
    public long RetailShare(Product product) => product.Weight * 1_000_000L / _retailSums[^1];

    /// <summary>A product on sale that day, the popular ones more often.</summary>
    public Product Any(bool wholesale, int day, Chance chance)
    {
        while (true)
        {
            var product = wholesale ? Products[RetailCount + chance.ByWeight(_wholesaleSums)] : Products[chance.ByWeight(_retailSums)];
            if (product.Launched <= day)
            {
                return product;
            }
        }
    }

    private static Product Retail(int at, ShopCalendar calendar, Prices prices, Chance chance) =>
        Make(at, at, false, Goods.Retail[at % Goods.Retail.Length], at % Goods.Retail.Length, calendar, prices, chance);

    private static Product Make(
        int no, int at, bool isWholesale, Range range, int category, ShopCalendar calendar, Prices prices, Chance chance)
    {
        var ranges = isWholesale ? Goods.Wholesale.Length : Goods.Retail.Length;
        var nth = at / ranges;
        var thing = range.Things[nth % range.Things.Length];
        var kind = range.Kinds[nth / range.Things.Length % range.Kinds.Length];
        var brand = range.Brands[(nth + (nth / range.Things.Length)) % range.Brands.Length];
        var model = nth / (range.Things.Length * range.Kinds.Length);
        var name = $"{thing} {kind} {brand}{(model == 0 ? "" : $" {(char)('A' + (model % 26))}{model + 1}")}";
        var launched = nth > 0 && chance.Permille(120) ? chance.Between(20, calendar.Last - 60) : -30;
        var moves = !isWholesale && nth > 0 && chance.Permille(60);
        var sibling = moves ? Sibling(category) : category;
        var renamed = moves && chance.Permille(400);
        var movedOn = moves ? chance.Between(Math.Max(launched, 0) + 20, calendar.Last - 20) : calendar.Days;
        var basePrice = chance.Bell(range.Low, range.High) / 100 * 100L * 100;
        // A popular few and a long tail, by rank within the category; dear things sell less.
        var weight = Math.Max(1, (int)(chance.Between(600, 1000) * 40L / (nth + 3) * 60_000 / (60_000 + (basePrice / 100))));
        var costPermille = chance.Between(480, 720);
        var costKnown = nth < 2 || !chance.Permille(70);
        return new Product
        {
            No = no,
            IsWholesale = isWholesale,
            Id = isWholesale ? $"M-{at + 1:0000}" : $"T-{at + 1:0000}",
            Name = name,
            PresentName = renamed ? name + " (nuevo)" : name,
            Brand = brand,
            TaxPermille = range.TaxPermille,
            Category = category,
            PresentCategory = sibling,
            MovedOn = movedOn,
            Launched = launched,
            Weight = weight,
            Prices = PriceList(calendar, prices, range.TaxPermille, isWholesale, basePrice, costPermille, costKnown, launched, at == 5, chance),
        };
    }

    private static ListPrice[] PriceList(
        ShopCalendar calendar, Prices prices, int taxPermille, bool isWholesale, long basePrice, int costPermille, bool costKnown,
        int launched, bool isLate, Chance chance)
    {
        var list = new List<ListPrice>();
        var dayOfMonth = chance.Between(1, 9);
        for (var month = -1; month < calendar.Months; month++)
        {
            var date = calendar.FirstOfMonth(0).AddMonths(month).AddDays(dayOfMonth - 1);
            var day = calendar.Number(date);
            var next = calendar.Number(calendar.FirstOfMonth(0).AddMonths(month + 1).AddDays(dayOfMonth - 1));
            if (next <= launched || day > calendar.Last)
            {
                continue;
            }
            var own = chance.Between(994, 1006);
            var price = basePrice * prices.Index(month) / 100_0000 * own / 1000 / 10 * 10;
            var exTax = isWholesale ? price : price * 1000 / (1000 + taxPermille);
            var cost = costKnown ? exTax * costPermille / 1000 * chance.Between(990, 1010) / 1000 : -1;
            list.Add(new ListPrice(day, price, cost));
        }
        if (isLate)
        {
            // The list of one product reached the export late: its first cost holds before its day, too.
            list.RemoveAll(entry => entry.From < 12);
        }
        return [.. list];
    }

    private static int Sibling(int category)
    {
        var parent = Goods.Retail[category].Parent;
        var siblings = Enumerable.Range(0, Goods.Retail.Length).Where(at => Goods.Retail[at].Parent == parent).ToList();
        return siblings[(siblings.IndexOf(category) + 1) % siblings.Count];
    }
}
