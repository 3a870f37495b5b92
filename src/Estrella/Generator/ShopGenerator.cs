using Estrella.Generator.Books;

namespace Estrella.Generator;

/// <summary>What shop to make.</summary>
/// <param name="Directory">Where the exports go; the books go into its folder <c>books</c>.</param>
/// <param name="Orders">How many orders of both shops together, at least 10.</param>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="Dirt">Defects a row, 0 to 0.2: 0.01 plants about one in a hundred rows of the ten main exports.</param>
/// <param name="FirstDay">The first of the two years; by default 2024-01-01.</param>
public sealed record GeneratorOptions(string Directory, int Orders, int Seed, double Dirt = 0, DateOnly? FirstDay = null);

/// <summary>A CSV export that was written.</summary>
/// <param name="Rows">Data rows, the planted ones included.</param>
public sealed record GeneratedFile(string Name, long Rows, long Bytes);

/// <summary>The shop that was made.</summary>
/// <param name="Defects">How many were planted; <c>books/planted.json</c> tells each.</param>
public sealed record GeneratedShop(
    string Directory, string BooksDirectory, DateOnly FirstDay, DateOnly LastDay, int Orders, int Customers, int Defects, IReadOnlyList<GeneratedFile> Files)
{
    public long Rows => Files.Sum(file => file.Rows);
}

/// <summary>
/// Makes a believable Argentine shop, a retail and a wholesale house, over two years: the CSV exports of both systems
/// and the books, which hold the true answers. Streams day by day: memory grows with customers and products, not orders.
/// </summary>
public static class ShopGenerator
{
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 10 orders, or dirt outside 0 to 0.2.</exception>
    public static GeneratedShop Write(GeneratorOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Orders, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Dirt, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Dirt, 0.2);
        var booksDirectory = Path.Combine(options.Directory, "books");
        Directory.CreateDirectory(booksDirectory);

        var calendar = new ShopCalendar(options.FirstDay ?? new DateOnly(2024, 1, 1));
        var prices = new Prices(calendar, new Chance(options.Seed, 1));
        var plan = new CampaignPlan(calendar, options.Orders, new Chance(options.Seed, 2));
        var catalogue = new Catalogue(calendar, prices, options.Orders, new Chance(options.Seed, 3));
        var stock = new Stock(catalogue, options.Orders, new Chance(options.Seed, 4));
        var population = new Population();
        var defects = options.Dirt > 0 ? new Defects(options.Seed, options.Dirt) : null;

        using var retail = new RetailExports(options.Directory, calendar, defects);
        using var wholesale = new WholesaleExports(options.Directory, calendar, defects);
        ReferenceExports.Write(retail, wholesale, calendar, prices, plan, catalogue, options.Orders, new Chance(options.Seed, 5));

        var books = new ShopBooks(calendar, prices, plan, catalogue);
        var chance = new Chance(options.Seed, 6);
        var maker = new OrderMaker(
            options.Seed, calendar, prices, plan, catalogue, population, stock, retail, wholesale, 8 + (options.Orders / 150), chance);
        var visits = new Visits(calendar, plan, catalogue, population, chance);
        var order = new SoldOrder();
        var no = 0;
        for (var day = 0; day < calendar.Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            stock.Morning(day, calendar.Weekday(day));
            if (calendar.Weekday(day) == 0 || day == 0 || day == calendar.Last)
            {
                Count(stock, retail, books, day);
            }
            if (calendar.DayOfMonth(day) == 1)
            {
                progress?.Report($"{calendar.Date(day):yyyy-MM}: {no:N0} of {options.Orders:N0} orders");
            }
            var count = plan.Orders(day);
            for (var nth = 0; nth < count; nth++)
            {
                // From 7:00 to 23:50, evenly: nobody's order is near midnight.
                var second = 25_200 + (int)(60_600L * ((2 * nth) + 1) / (2 * count));
                var atOnce = (day == 0 && nth == 0) || (day == calendar.Last && nth == count - 1);
                var before = Sell(order, ++no, day, second, atOnce, maker, population);
                defects?.Choose(order);
                visits.Around(order, before);
                retail.Visit(visits);
                if (order.IsWholesale)
                {
                    wholesale.Order(order);
                }
                else
                {
                    retail.Order(order);
                }
                books.Tell(order, visits);
            }
        }
        books.WriteAnswers(Path.Combine(booksDirectory, "answers.json"));
        books.WritePlanted(Path.Combine(booksDirectory, "planted.json"), options, defects?.Planted ?? []);
        return new GeneratedShop(
            options.Directory, booksDirectory, calendar.FirstDay, calendar.LastDay, options.Orders, population.Count, defects?.Planted.Count ?? 0,
            [.. retail.Files.Concat(wholesale.Files).Select(file => new GeneratedFile(file.Name, file.Rows, file.Bytes))]);
    }

    /// <summary>Makes the order; the day of its customer's order before it, −1 for none.</summary>
    private static int Sell(SoldOrder order, int no, int day, int second, bool atOnce, OrderMaker maker, Population population)
    {
        maker.Make(order, no, day, second, atOnce);
        return order.Customer < 0 ? -1 : population.Before(order.Customer);
    }

    private static void Count(Stock stock, RetailExports retail, ShopBooks books, int day)
    {
        foreach (var product in stock.Listed(day))
        {
            for (var warehouse = 0; warehouse < Words.Warehouses.Length; warehouse++)
            {
                retail.Stock(product, warehouse, day, stock.OnHand(product.No, warehouse));
            }
            books.Count(product, day, stock.OnHand(product.No, 0) + stock.OnHand(product.No, 1));
        }
    }
}
