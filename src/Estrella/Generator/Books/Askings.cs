using System.Globalization;

namespace Estrella.Generator.Books;

/// <summary>What the books answer: every question, plain and under each of its parameters.</summary>
internal static class Askings
{
    public static IEnumerable<Asking> Of(ShopCalendar calendar)
    {
        var based = calendar.LastDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var middle = calendar.FirstOfMonth(12).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        (string, string)[] year = [("from", Day(calendar.FirstOfMonth(6))), ("to", Day(calendar.FirstOfMonth(18)))];
        (string, string)[] cut = [("from", Day(calendar.FirstOfMonth(2).AddDays(14))), ("to", Day(calendar.FirstOfMonth(5).AddDays(10)))];
        (string, string)[] all = [("from", Day(calendar.FirstDay)), ("to", Day(calendar.LastDay.AddDays(1)))];
        (string, string)[] real = [("terms", "real"), ("at", based)];
        (string, string)[] realThen = [("terms", "real"), ("at", middle)];
        (string, string)[] official = [("terms", "USD:official")];
        (string, string)[] blue = [("terms", "USD:blue")];

        Dictionary<string, (string, string)[][]> askings = new(StringComparer.Ordinal)
        {
            ["revenue"] =
            [
                [], [("by", "quarter")], [("by", "all")], [("by", "week")], [("scope", "paid")], [("scope", "fulfilled")], [("basis", "order")],
                [("money", "headers")], [("money", "headers"), ("basis", "order")], [("money", "headers"), ("scope", "paid")],
                [("money", "payments")], [("money", "payments"), ("basis", "order")], [("money", "payments"), .. real],
                [("where", "category=Celulares"), .. all], [("where", "category=Bebidas"), ("by", "quarter"), .. all], [("where", "region=Córdoba"), .. all],
                [("where", "region=Provincia de Buenos Aires"), ("basis", "order"), .. all], [("where", "channel=app"), .. all],
                year, cut, [("basis", "order"), .. cut], real, realThen, [("by", "all"), .. real], official, blue, [("money", "headers"), .. blue],
                [("scope", "paid"), ("basis", "order"), .. real],
            ],
            ["best-sellers"] =
            [
                [], [("by", "month")], [("by", "quarter"), ("top", "3")], [("scope", "paid")], [("scope", "fulfilled")], [("by", "quarter"), ("basis", "order")],
                [("where", "category=Remeras"), ("by", "month"), .. all], [("where", "region=Santa Fe"), .. all], [("where", "brand=Nimbo"), .. all],
                year, real, official,
            ],
            ["customers"] =
            [
                [], [("by", "quarter")], [("by", "all")], [("scope", "paid")], [("scope", "fulfilled")], [("money", "headers")],
                year, real, blue,
            ],
            ["profitability"] =
            [
                [], [("by", "quarter")], [("by", "all")], [("scope", "paid")], [("scope", "fulfilled")], [("basis", "order")],
                [("where", "category=Calzado"), .. all], [("where", "region=Mendoza"), ("by", "quarter"), .. all], year, real, official, blue,
            ],
            ["geography"] =
            [
                [], [("level", "city")], [("scope", "paid")], [("scope", "fulfilled")], [("basis", "order")], [("money", "headers")],
                year, real, official,
            ],
            ["campaigns"] = [[], [("scope", "paid")], [("money", "headers")], real, official],
            ["payments"] = [[], [("by", "quarter")], [("by", "all")], [("where", "payment_method=Billetera virtual"), .. all], year, real, blue],
            ["deliveries"] = [[], [("by", "quarter")], [("by", "all")], [("where", "carrier=Andes Cargo"), .. all], year],
            ["stock-rotation"] = [[]],
            ["carts"] = [[], [("by", "quarter")], [("window", "7")]],
            ["reviews"] = [[]],
        };
        return askings.SelectMany(question => question.Value.Select(arguments => new Asking(question.Key, arguments)));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
