namespace Estrella.Generator;

/// <summary>A day of the calendar with a name.</summary>
/// <param name="Kind">holiday or sale</param>
internal sealed record CalendarDay(string Name, string Kind, DateOnly From, DateOnly To);

/// <summary>The shop's two years as day numbers from 0, and what the calendar says of them.</summary>
internal sealed class ShopCalendar
{
    private readonly int[] _month;
    private readonly int[] _weekday;
    private readonly int[] _dayOfMonth;
    private readonly int[] _monthOfYear;

    public ShopCalendar(DateOnly firstDay)
    {
        FirstDay = firstDay;
        LastDay = firstDay.AddYears(2).AddDays(-1);
        Days = LastDay.DayNumber - firstDay.DayNumber + 1;
        _month = new int[Days];
        _weekday = new int[Days];
        _dayOfMonth = new int[Days];
        _monthOfYear = new int[Days];
        for (var day = 0; day < Days; day++)
        {
            var date = firstDay.AddDays(day);
            _month[day] = ((date.Year - firstDay.Year) * 12) + date.Month - firstDay.Month;
            _weekday[day] = ((int)date.DayOfWeek + 6) % 7;
            _dayOfMonth[day] = date.Day;
            _monthOfYear[day] = date.Month;
        }
        Events = [.. Enumerable.Range(firstDay.Year, LastDay.Year - firstDay.Year + 1).SelectMany(EventsOf).OrderBy(each => each.From)];
    }

    public DateOnly FirstDay { get; }

    /// <summary>The day of the exports: what happens later is not known to them.</summary>
    public DateOnly LastDay { get; }

    public int Days { get; }

    public int Last => Days - 1;

    /// <summary>Holidays and sales events, in order.</summary>
    public IReadOnlyList<CalendarDay> Events { get; }

    public DateOnly Date(int day) => FirstDay.AddDays(day);

    public int Number(DateOnly date) => date.DayNumber - FirstDay.DayNumber;

    /// <summary>Months from the first day's month, 0.</summary>
    public int Month(int day) => _month[day];

    public int MonthOfYear(int day) => _monthOfYear[day];

    public int DayOfMonth(int day) => _dayOfMonth[day];

    /// <summary>0 is Monday.</summary>
    public int Weekday(int day) => _weekday[day];

    public int Months => _month[^1] + 1;

    public DateOnly FirstOfMonth(int month) => new DateOnly(FirstDay.Year, FirstDay.Month, 1).AddMonths(month);

    /// <summary>Banks are closed: no exchange rate is published.</summary>
    public bool IsBankDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !Events.Any(each => each.Kind == "holiday" && each.From <= date && date <= each.To);

    public bool IsSale(int day, string name) =>
        Events.Any(each => each.Name == name && Number(each.From) <= day && day <= Number(each.To));

    private static IEnumerable<CalendarDay> EventsOf(int year)
    {
        // Hot Sale is held from the second Monday of May, CyberMonday from the first of November: their dates move.
        var hotSale = Monday(year, 5, 2);
        var cyberMonday = Monday(year, 11, 1);
        yield return new CalendarDay("Hot Sale", "sale", hotSale, hotSale.AddDays(2));
        yield return new CalendarDay("CyberMonday", "sale", cyberMonday, cyberMonday.AddDays(2));
        var easter = Easter(year);
        yield return new CalendarDay("Carnaval", "holiday", easter.AddDays(-48), easter.AddDays(-47));
        yield return new CalendarDay("Viernes Santo", "holiday", easter.AddDays(-2), easter.AddDays(-2));
        foreach (var (month, day, name) in FixedHolidays)
        {
            yield return new CalendarDay(name, "holiday", new DateOnly(year, month, day), new DateOnly(year, month, day));
        }
    }

    private static readonly (int Month, int Day, string Name)[] FixedHolidays =
    [
        (1, 1, "Año Nuevo"), (3, 24, "Día de la Memoria"), (4, 2, "Día del Veterano de Malvinas"), (5, 1, "Día del Trabajador"),
        (5, 25, "Revolución de Mayo"), (6, 20, "Paso a la Inmortalidad de Belgrano"), (7, 9, "Día de la Independencia"),
        (12, 8, "Inmaculada Concepción"), (12, 25, "Navidad"),
    ];

    private static DateOnly Monday(int year, int month, int nth)
    {
        var first = new DateOnly(year, month, 1);
        var toMonday = (8 - (int)first.DayOfWeek) % 7;
        return first.AddDays(toMonday + (7 * (nth - 1)));
    }

    /// <summary>Gauss's rule as Butcher wrote it.</summary>
    private static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - (b / 4) - g + 15) % 30;
        var k = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * k)) / 451;
        var sum = h + k - (7 * m) + 114;
        return new DateOnly(year, sum / 31, (sum % 31) + 1);
    }
}
