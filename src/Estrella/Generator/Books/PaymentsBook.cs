namespace Estrella.Generator.Books;

/// <summary>payments, by the period they were tried in.</summary>
internal sealed class PaymentsBook : IBook
{
    private readonly Periods _periods;
    private readonly Line?[,] _lines;
    private readonly Terms _terms;
    private readonly int _method;

    public PaymentsBook(Asking asking, ShopCalendar calendar, Prices prices)
    {
        Asking = asking;
        _periods = new Periods(asking, calendar, "month");
        _terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _lines = new Line?[_periods.Count, Cashier.Methods.Length];
        _method = Array.IndexOf(Cashier.Methods, asking.Where("payment_method"));
    }

    public Asking Asking { get; }

    public void Tell(BookedOrder order)
    {
        foreach (var payment in order.Payments)
        {
            if (!_periods.Holds(payment.Day) || (_method >= 0 && payment.Method != _method))
            {
                continue;
            }
            var line = _lines[_periods.Of(payment.Day), payment.Method] ??= new Line(_terms);
            line.Payments++;
            line.Pending += payment.State == PaymentState.Pending ? 1 : 0;
            line.Failed += payment.State == PaymentState.Failed ? 1 : 0;
            line.Captured.Add(order.Day, payment.Captured);
            line.Refunded.Add(order.Day, payment.Refunded);
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var period = 0; period < _periods.Count; period++)
        {
            if (Enumerable.Range(0, Cashier.Methods.Length).All(method => _lines[period, method] is null))
            {
                // A period without facts is a row of zeros, of no method.
                yield return new BookRow()
                    .Day("period", _periods.Start(period)).Text("payment_method", null).Whole("payments", 0)
                    .Money("captured_amount", 0).Money("refunded_amount", 0).Money("collected_amount", 0).Whole("failed", 0).Ratio("success_rate", null);
            }
            foreach (var method in Enumerable.Range(0, Cashier.Methods.Length).OrderBy(each => Cashier.Methods[each], StringComparer.Ordinal))
            {
                if (_lines[period, method] is { } line)
                {
                    var decided = line.Payments - line.Pending;
                    yield return new BookRow()
                        .Day("period", _periods.Start(period))
                        .Text("payment_method", Cashier.Methods[method])
                        .Whole("payments", line.Payments)
                        .Money("captured_amount", line.Captured.Value)
                        .Money("refunded_amount", line.Refunded.Value)
                        .Money("collected_amount", line.Captured.Value - line.Refunded.Value)
                        .Whole("failed", line.Failed)
                        .Ratio("success_rate", decided - line.Failed, decided);
                }
            }
        }
    }

    private sealed class Line(Terms terms)
    {
        public int Payments { get; set; }
        public int Pending { get; set; }
        public int Failed { get; set; }
        public Sum Captured { get; } = new(terms);
        public Sum Refunded { get; } = new(terms);
    }
}
