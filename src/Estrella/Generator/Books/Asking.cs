using System.Globalization;

namespace Estrella.Generator.Books;

/// <summary>A question with its parameters, as the command line would give them.</summary>
internal sealed class Asking
{
    // Asked a hundred times an order: kept as flags.
    private readonly bool _isBooked;
    private readonly bool _isPaid;
    private readonly bool _isLines;
    private readonly bool _isPayments;
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);

    public Asking(string question, params (string Name, string Value)[] arguments)
    {
        Question = question;
        foreach (var (name, value) in arguments)
        {
            _arguments.Add(name, value);
        }
        Names = [.. arguments.Select(argument => argument.Name)];
        Scope = this["scope"] ?? "booked";
        Money = this["money"] ?? "lines";
        ByOrder = this["basis"] == "order";
        (_isBooked, _isPaid) = (Scope == "booked", Scope == "paid");
        (_isLines, _isPayments) = (Money == "lines", Money == "payments");
    }

    public string Question { get; }

    /// <summary>The names of the parameters given, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    public string? this[string name] => _arguments.GetValueOrDefault(name);

    public string Scope { get; }

    public bool ByOrder { get; }

    public string Money { get; }

    public string Where(string dimension) =>
        this["where"] is { } where && where.StartsWith(dimension + "=", StringComparison.Ordinal) ? where[(dimension.Length + 1)..] : "";

    public bool IsIn(BookedOrder order) => _isBooked ? order.IsBooked : _isPaid ? order.IsPaid : order.IsFulfilled;

    public bool HasFacts(BookedOrder order) => _isLines ? order.Lines.Count > 0 : !_isPayments || order.IsCaptured;
}

/// <summary>The periods of an asking's range; days are numbers of the calendar.</summary>
internal sealed class Periods
{
    private readonly int[] _of;
    private readonly List<DateOnly> _starts = [];
    private readonly List<bool> _isCut = [];

    public Periods(Asking asking, ShopCalendar calendar, string standard)
    {
        var by = asking["by"] ?? standard;
        From = asking["from"] is { } from ? calendar.Number(Parse(from)) : 0;
        To = asking["to"] is { } to ? calendar.Number(Parse(to)) : calendar.Days;
        _of = new int[calendar.Days];
        for (var day = From; day < To; day++)
        {
            var date = calendar.Date(day);
            var start = by switch
            {
                "month" => new DateOnly(date.Year, date.Month, 1),
                "quarter" => new DateOnly(date.Year, (((date.Month - 1) / 3) * 3) + 1, 1),
                "year" => new DateOnly(date.Year, 1, 1),
                "week" => date.AddDays(-calendar.Weekday(day)),
                _ => calendar.Date(From),
            };
            if (_starts.Count == 0 || _starts[^1] != start)
            {
                var next = by switch
                {
                    "month" => start.AddMonths(1),
                    "quarter" => start.AddMonths(3),
                    "year" => start.AddYears(1),
                    "week" => start.AddDays(7),
                    _ => calendar.Date(To - 1).AddDays(1),
                };
                _starts.Add(start);
                _isCut.Add(calendar.Number(start) < From || calendar.Number(next) > To);
            }
            _of[day] = _starts.Count - 1;
        }
    }

    /// <summary>First day counted.</summary>
    public int From { get; }

    /// <summary>First day not counted.</summary>
    public int To { get; }

    public int Count => _starts.Count;

    public bool Holds(int day) => day >= From && day < To;

    public int Of(int day) => _of[day];

    public DateOnly Start(int period) => _starts[period];

    /// <summary>The range holds a part of it only.</summary>
    public bool IsCut(int period) => _isCut[period];

    private static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
