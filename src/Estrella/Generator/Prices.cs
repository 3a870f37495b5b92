namespace Estrella.Generator;

/// <summary>The level of prices by month and the dollar by day. Levels and rates are in ten-thousandths.</summary>
internal sealed class Prices
{
    /// <summary>Rates are published from so many days before the first day, so that its orders have one.</summary>
    public const int DaysBefore = 12;

    private readonly long[] _index;
    private readonly long[] _official;
    private readonly long[] _blue;

    public Prices(ShopCalendar calendar, Chance chance)
    {
        // One month before the first: lists of that month hold when the shop opens.
        _index = new long[calendar.Months + 1];
        _index[0] = 100_0000;
        for (var month = 1; month < _index.Length; month++)
        {
            var permille = Inflation(calendar.FirstOfMonth(month - 1).Month) + chance.Between(-2, 2);
            _index[month] = _index[month - 1] * (1000 + permille) / 1000;
        }
        _official = new long[calendar.Days + DaysBefore];
        _blue = new long[calendar.Days + DaysBefore];
        var official = 808_5000L;
        var gapPermille = 240;
        for (var day = 0; day < _official.Length; day++)
        {
            official += official * chance.Between(2, 14) / 10_000;
            if (day > DaysBefore && calendar.DayOfMonth(day - DaysBefore) == 1 && calendar.MonthOfYear(day - DaysBefore) is 1 or 4)
            {
                official += official * 4 / 100;
            }
            gapPermille = Math.Clamp(gapPermille + chance.Between(-15, 15), 60, 520);
            if (calendar.IsBankDay(calendar.FirstDay.AddDays(day - DaysBefore)))
            {
                _official[day] = official / 100 * 100;
                _blue[day] = official * (1000 + gapPermille) / 1000 / 100_00 * 100_00;
            }
        }
        _official[0] = _official[0] == 0 ? 808_5000 : _official[0];
        _blue[0] = _blue[0] == 0 ? 1005_0000 : _blue[0];
    }

    /// <param name="month">−1 is the month before the first.</param>
    public long Index(int month) => _index[month + 1];

    /// <summary>What the export says of a day, from −<see cref="DaysBefore"/>; 0: nothing was published.</summary>
    public long OfficialSaid(int day) => _official[day + DaysBefore];

    public long BlueSaid(int day) => _blue[day + DaysBefore];

    /// <summary>The last one known on a day. Banks never close seven days on end.</summary>
    public long Official(int day) => LastKnown(_official, day);

    public long Blue(int day) => LastKnown(_blue, day);

    private static long LastKnown(long[] rates, int day)
    {
        var at = day + DaysBefore;
        while (rates[at] == 0)
        {
            at--;
        }
        return rates[at];
    }

    /// <summary>Per mille a month: jumps in January, April, July and December, quiet between.</summary>
    private static int Inflation(int monthOfYear) => monthOfYear switch
    {
        1 => 95,
        4 => 130,
        7 => 80,
        12 => 90,
        _ => 5,
    };
}
