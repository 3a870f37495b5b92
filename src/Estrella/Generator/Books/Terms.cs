using System.Globalization;

namespace Estrella.Generator.Books;

/// <summary>
/// In whose money an amount is told. Amounts that share a factor share a slot, so that a sum stays a whole number
/// until the answer is written.
/// </summary>
internal sealed class Terms
{
    private readonly int[] _slotOf;
    private readonly Func<int, (decimal Times, decimal By)> _factor;

    private Terms(ShopCalendar calendar, int slots, Func<int, int> slotOf, Func<int, (decimal, decimal)> factor)
    {
        Slots = slots;
        _slotOf = [.. Enumerable.Range(0, calendar.Days).Select(slotOf)];
        _factor = factor;
    }

    public int Slots { get; }

    /// <param name="day">The order's day; a campaign's spend: its own.</param>
    public int Slot(int day) => _slotOf[day];

    /// <summary>Hundred-millionths of a peso, told.</summary>
    public decimal Tell(int slot, Int128 amount)
    {
        var (times, by) = _factor(slot);
        return (decimal)amount * times / by / 100_000_000m;
    }

    public static Terms Of(string terms, string? at, ShopCalendar calendar, Prices prices)
    {
        switch (terms)
        {
            case "nominal":
                return new Terms(calendar, 1, _ => 0, _ => (1, 1));
            case "real":
                var month = DateOnly.ParseExact(at! + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
                var based = ((month.Year - calendar.FirstDay.Year) * 12) + month.Month - calendar.FirstDay.Month;
                return new Terms(calendar, calendar.Months, calendar.Month, slot => (prices.Index(based), prices.Index(slot)));
            case "USD:official":
                return new Terms(calendar, calendar.Days, day => day, slot => (10_000, prices.Official(slot)));
            case "USD:blue":
                return new Terms(calendar, calendar.Days, day => day, slot => (10_000, prices.Blue(slot)));
            default:
                throw new ArgumentException($"no such terms: {terms}", nameof(terms));
        }
    }
}

/// <summary>A sum of money, exact until it is told.</summary>
internal sealed class Sum(Terms terms)
{
    private readonly Int128[] _slots = new Int128[terms.Slots];

    public void Add(int day, long amount) => _slots[terms.Slot(day)] += amount;

    public decimal Value
    {
        get
        {
            var value = 0m;
            for (var slot = 0; slot < _slots.Length; slot++)
            {
                if (_slots[slot] != 0)
                {
                    value += terms.Tell(slot, _slots[slot]);
                }
            }
            return value;
        }
    }
}
