namespace Estrella.Generator.Books;

/// <summary>A line as decision 0007 reckons it. Money is in hundred-millionths of a peso, before any rounding but that of the page.</summary>
internal readonly record struct BookedLine(Product Product, int Category, int Quantity, long Gross, long Discount, long Net, long? Cost);

/// <summary>Goods taken back on a day: a cancellation's or a return's.</summary>
/// <param name="Value">Positive.</param>
/// <param name="Cost">Taken back; 0 where the goods were lost, null where the cost is not known.</param>
internal readonly record struct Reversal(int Line, int Day, int Quantity, long Value, long? Cost, bool IsCancel);

/// <summary>A header's amount that went back on a day.</summary>
internal readonly record struct HeaderReturn(int Day, long Amount);

internal readonly record struct BookedPayment(int Method, int Day, long Captured, long Refunded, PaymentState State);

/// <summary>
/// An order in the books: the amounts of decision 0007, reckoned from what the exports say and from nothing the
/// pipeline made. Filled again and again.
/// </summary>
internal sealed class BookedOrder(Prices prices)
{
    private long[] _weights = new long[16];
    private long[] _shares = new long[16];
    private Int128[] _rests = new Int128[16];

    public int Day { get; private set; }
    public int Customer { get; private set; }

    /// <summary>−1: not known.</summary>
    public int City { get; private set; }
    public int Channel { get; private set; }
    public Campaign? Campaign { get; private set; }
    public bool IsExtra { get; private set; }
    public bool IsBooked { get; private set; }
    public bool IsPaid { get; private set; }
    public bool IsFulfilled { get; private set; }

    /// <summary>Not wholly cancelled.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Net of what was sold, before anything came back.</summary>
    public long SoldNet { get; private set; }

    /// <summary>Net of all that happened to the order.</summary>
    public long FinalNet { get; private set; }

    public long FinalHeaderNet { get; private set; }

    public long HeaderGross { get; private set; }
    public long HeaderDiscount { get; private set; }
    public List<BookedLine> Lines { get; } = [];
    public List<Reversal> Reversals { get; } = [];
    public List<HeaderReturn> HeaderReturns { get; } = [];
    public List<BookedPayment> Payments { get; } = [];
    public List<Parcel> Parcels { get; } = [];

    public bool IsCaptured { get; private set; }

    public void Fill(SoldOrder order)
    {
        Day = order.Day;
        Customer = order.Customer;
        City = order.City;
        Channel = order.Channel;
        Campaign = order.Campaign;
        IsExtra = order.IsExtra;
        IsKept = !order.IsCancelled;
        var rate = order.IsDollar ? prices.Official(order.Day) : 10_000;
        FillLines(order, rate);
        FillReversals(order, rate);
        FillHeader(order, rate);
        FillPayments(order, rate);
        Parcels.Clear();
        Parcels.AddRange(order.Parcels);
        IsBooked = order.State is not (OrderState.Draft or OrderState.Test or OrderState.Failed);
        IsFulfilled = IsBooked && !order.IsCancelled && (Parcels.Count > 0
            || order.State is OrderState.PartShipped or OrderState.Shipped or OrderState.Delivered or OrderState.PartReturned or OrderState.Returned);
        IsPaid &= IsBooked;
        SumUp();
    }

    private void FillLines(SoldOrder order, long rate)
    {
        Lines.Clear();
        var discounts = Spread(order);
        for (var at = 0; at < order.Lines.Count; at++)
        {
            var line = order.Lines[at];
            if (line.IsCorrupt)
            {
                continue;
            }
            var tax = Tax(order, line);
            var gross = ExTax(line.Quantity * line.UnitPrice, tax);
            var discount = ExTax(line.Discount, tax) + ExTax(discounts[at], tax);
            var unitCost = line.Product.PriceOn(order.Day).Cost;
            Lines.Add(new BookedLine(
                line.Product, line.Product.CategoryOn(order.Day), line.Quantity, gross * rate, discount * rate, (gross - discount) * rate,
                unitCost < 0 ? null : line.Quantity * unitCost * 1_000_000));
        }
    }

    /// <summary>The order's discount by ex-tax value, in cents, largest remainder, ties to the lower line.</summary>
    private long[] Spread(SoldOrder order)
    {
        var count = order.Lines.Count;
        if (_weights.Length < count)
        {
            (_weights, _shares, _rests) = (new long[count], new long[count], new Int128[count]);
        }
        var sum = 0L;
        for (var at = 0; at < count; at++)
        {
            var line = order.Lines[at];
            var tax = Tax(order, line);
            _weights[at] = line.IsCorrupt ? 0 : ExTax(line.Quantity * line.UnitPrice, tax) - ExTax(line.Discount, tax);
            _shares[at] = 0;
            sum += _weights[at];
        }
        if (order.Discount == 0 || sum == 0)
        {
            return _shares;
        }
        var left = order.Discount;
        for (var at = 0; at < count; at++)
        {
            var product = (Int128)order.Discount * _weights[at];
            _shares[at] = (long)(product / sum);
            _rests[at] = product % sum;
            left -= _shares[at];
        }
        for (; left > 0; left--)
        {
            var largest = 0;
            for (var at = 1; at < count; at++)
            {
                largest = _rests[at] > _rests[largest] ? at : largest;
            }
            _shares[largest]++;
            _rests[largest] = -1;
        }
        return _shares;
    }

    private void FillReversals(SoldOrder order, long rate)
    {
        Reversals.Clear();
        if (order.IsCancelled)
        {
            var day = order.CancelDay < 0 ? order.Day : order.CancelDay;
            for (var at = 0; at < Lines.Count; at++)
            {
                Reversals.Add(new Reversal(at, day, Lines[at].Quantity, Lines[at].Net, Lines[at].Cost, true));
            }
            return;
        }
        // Orders with returns have no unreadable line, so an index is the same in both lists.
        foreach (var back in order.Returns)
        {
            var sold = order.Lines[back.Line];
            var line = Lines[back.Line];
            var value = back.Amount is { } stated
                ? ExTax(stated, Tax(order, sold)) * rate
                : Rounded(line.Net / rate * back.Quantity, line.Quantity) * rate;
            var cost = line.Cost is { } whole ? back.Restocked == false ? 0 : whole / line.Quantity * back.Quantity : (long?)null;
            Reversals.Add(new Reversal(back.Line, back.Day, back.Quantity, value, cost, false));
        }
    }

    private void FillHeader(SoldOrder order, long rate)
    {
        HeaderReturns.Clear();
        HeaderGross = (order.Subtotal ?? order.Total) * 100 * rate;
        HeaderDiscount = order.Discount * 100 * rate;
        if (order.IsCancelled)
        {
            HeaderReturns.Add(new HeaderReturn(order.CancelDay < 0 ? order.Day : order.CancelDay, HeaderGross - HeaderDiscount));
            return;
        }
        foreach (var back in order.Returns)
        {
            if (back.Amount is { } stated)
            {
                HeaderReturns.Add(new HeaderReturn(back.Day, stated * 100 * rate));
            }
        }
    }

    private void FillPayments(SoldOrder order, long rate)
    {
        Payments.Clear();
        var kept = 0L;
        IsCaptured = false;
        foreach (var payment in order.Payments)
        {
            if (payment.IsCorrupt)
            {
                continue;
            }
            var cameIn = payment.State is PaymentState.Captured or PaymentState.PartRefunded or PaymentState.Refunded;
            var captured = cameIn ? payment.Amount : 0;
            var refunded = payment.Refunded ?? (payment.State == PaymentState.Refunded ? payment.Amount : 0);
            kept += captured - refunded;
            IsCaptured |= cameIn;
            Payments.Add(new BookedPayment(payment.Method, payment.Day, captured * 100 * rate, refunded * 100 * rate, payment.State));
        }
        IsPaid = kept > 0;
    }

    private void SumUp()
    {
        SoldNet = 0;
        foreach (var line in Lines)
        {
            SoldNet += line.Net;
        }
        FinalNet = SoldNet;
        foreach (var reversal in Reversals)
        {
            FinalNet -= reversal.Value;
        }
        FinalHeaderNet = HeaderGross - HeaderDiscount;
        foreach (var back in HeaderReturns)
        {
            FinalHeaderNet -= back.Amount;
        }
    }

    /// <summary>Per mille, 0 where prices do not include it.</summary>
    private static int Tax(SoldOrder order, in SoldLine line) => order.IsWholesale ? 0 : line.Product.TaxPermille;

    /// <summary>Cents with tax to ten-thousandths without.</summary>
    private static long ExTax(long cents, int taxPermille) => Rounded(cents * 100_000, 1000 + taxPermille);

    /// <summary>Half away from zero; nothing here is negative.</summary>
    private static long Rounded(long number, long by) => ((2 * number) + by) / (2 * by);
}
