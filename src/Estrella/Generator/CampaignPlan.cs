namespace Estrella.Generator;

/// <summary>A campaign and what it does.</summary>
/// <param name="No">Its place in the plan.</param>
/// <param name="From">Day number of the first day.</param>
/// <param name="To">Day number of the last day.</param>
/// <param name="EffectPermille">Orders it adds to those that come anyway.</param>
/// <param name="IsComparable">The 28 days before it are quiet and like it: its lift can be measured.</param>
internal sealed record Campaign(int No, string Id, string Name, string Channel, string Coupon, int From, int To, int EffectPermille, bool IsComparable);

/// <summary>Which campaigns run, and how many orders each day gets.</summary>
internal sealed class CampaignPlan
{
    private static readonly int[] WeekdayPercent = [112, 106, 103, 100, 98, 86, 76];

    private readonly Campaign?[] _running;
    private readonly int[] _orders;
    private readonly long[] _spent;

    public CampaignPlan(ShopCalendar calendar, int orders, Chance chance)
    {
        Campaigns = Plan(calendar);
        _running = new Campaign?[calendar.Days];
        foreach (var campaign in Campaigns)
        {
            Array.Fill(_running, campaign, campaign.From, campaign.To - campaign.From + 1);
        }
        _orders = Spread(calendar, orders, chance);
        _spent = [.. Enumerable.Range(0, calendar.Days).Select(day => _running[day] is null ? 0 : Math.Max(2, _orders[day]) * (long)chance.Between(250_000, 900_000))];
    }

    public IReadOnlyList<Campaign> Campaigns { get; }

    /// <summary>The campaign of a day; they never overlap each other.</summary>
    public Campaign? On(int day) => _running[day];

    public int Orders(int day) => _orders[day];

    /// <summary>What the day's campaign cost, in cents of a peso.</summary>
    public long Spent(int day) => _spent[day];

    /// <summary>Exactly as many orders as asked for, at least one on the first and the last day.</summary>
    private int[] Spread(ShopCalendar calendar, int orders, Chance chance)
    {
        var sums = new long[calendar.Days];
        var sum = 0L;
        var week = 1000;
        for (var day = 0; day < calendar.Days; day++)
        {
            // Weeks differ, and days within them: what a lift has to be told from.
            week = day % 7 == 0 ? chance.Bell(930, 1070) : week;
            sum += Weight(calendar, day) * week * chance.Bell(820, 1180) / 1000;
            sums[day] = sum;
        }
        var spread = new int[calendar.Days];
        var inner = orders - 2;
        var given = 0;
        for (var day = 0; day < calendar.Days; day++)
        {
            var upTo = (int)((Int128)inner * sums[day] / sum);
            spread[day] = upTo - given;
            given = upTo;
        }
        spread[0]++;
        spread[^1]++;
        return spread;
    }

    private long Weight(ShopCalendar calendar, int day)
    {
        // 16 % more orders after two years; too slow to be taken for a campaign.
        long weight = 10_000 + (1_600L * day / calendar.Days);
        weight = weight * WeekdayPercent[calendar.Weekday(day)] / 100;
        if (calendar.MonthOfYear(day) == 12)
        {
            var date = calendar.DayOfMonth(day);
            weight = weight * (date <= 23 ? 150 : date is 24 or 31 ? 60 : date == 25 ? 25 : 95) / 100;
        }
        weight = weight * (calendar.IsSale(day, "Hot Sale") ? 280 : calendar.IsSale(day, "CyberMonday") ? 240 : 100) / 100;
        return weight * (1000 + (_running[day]?.EffectPermille ?? 0)) / 1000;
    }

    private static List<Campaign> Plan(ShopCalendar calendar)
    {
        var planned = new List<(string Name, string Channel, DateOnly From, DateOnly To, int Effect, bool IsComparable)>();
        for (var year = calendar.FirstDay.Year; year <= calendar.LastDay.Year; year++)
        {
            var odd = (year - calendar.FirstDay.Year) % 2 == 1;
            // Too early to have 28 days before it.
            if (year == calendar.FirstDay.Year)
            {
                planned.Add(("Liquidación de verano", "email", new DateOnly(year, 1, 10), new DateOnly(year, 1, 19), 300, false));
            }
            planned.Add(("Vuelta al cole", "search", new DateOnly(year, 2, 24), new DateOnly(year, 3, 9), odd ? 350 : 450, true));
            var hotSale = calendar.Events.First(each => each.Name == "Hot Sale" && each.From.Year == year);
            planned.Add(("Hot Sale", "social", hotSale.From, hotSale.To, 300, false));
            planned.Add(("Día de las Infancias", "social", new DateOnly(year, 8, 9), new DateOnly(year, 8, 18), odd ? 550 : 400, true));
            planned.Add(odd
                ? ("Primavera", "email", new DateOnly(year, 9, 19), new DateOnly(year, 9, 28), 320, true)
                : ("Día de la Madre", "search", new DateOnly(year, 10, 8), new DateOnly(year, 10, 20), 500, true));
            var cyberMonday = calendar.Events.First(each => each.Name == "CyberMonday" && each.From.Year == year);
            planned.Add(("CyberMonday", "search", cyberMonday.From, cyberMonday.To, 250, false));
            planned.Add(("Navidad", "email", new DateOnly(year, 12, 9), new DateOnly(year, 12, 23), 200, false));
        }
        return [.. planned
            .Where(each => each.From >= calendar.FirstDay && each.To <= calendar.LastDay)
            .Select((each, at) => new Campaign(
                at, $"CMP-{at + 1:00}", $"{each.Name} {each.From.Year:0000}", each.Channel,
                string.Concat(each.Name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant() + (each.From.Year % 100).ToString("00"),
                calendar.Number(each.From), calendar.Number(each.To), each.Effect,
                each.IsComparable && calendar.Number(each.From) >= 28))];
    }
}
