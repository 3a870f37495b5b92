namespace Estrella.Generator;

/// <summary>How orders are paid: attempts, splits, delays, refunds.</summary>
internal sealed class Cashier(ShopCalendar calendar, Chance chance)
{
    /// <summary>Credit card, debit card, wallet, transfer, cash; then the wholesale shop's.</summary>
    public static readonly string[] Methods =
    [
        "Tarjeta de crédito", "Tarjeta de débito", "Billetera virtual", "Transferencia", "Efectivo",
        "Transferencia bancaria", "Cheque", "Cuenta corriente", "Pago en mostrador",
    ];

    public const int RetailMethods = 5;

    private static readonly int[] Sums = Chance.Sums([430, 180, 240, 100, 50]);
    private static readonly int[] WholesaleSums = Chance.Sums([400, 250, 250, 100]);

    public static string MethodId(int method) => method < RetailMethods ? $"FP{method + 1}" : (method - RetailMethods + 1).ToString();

    /// <summary>Fills tenders and payments; the day the last part came in, or −1.</summary>
    public int Pay(SoldOrder order, bool atOnce)
    {
        var first = Method(order);
        if (order.State == OrderState.Failed)
        {
            order.Tenders.Add(new TenderSaid(first, order.Total));
            Try(order, first, order.Total, order.Day, PaymentState.Failed);
            if (chance.Permille(400))
            {
                Try(order, first, order.Total, order.Day, PaymentState.Failed);
            }
            return -1;
        }
        var part = !atOnce && order.Total > 200 && chance.Permille(60) ? order.Total * chance.Between(20, 80) / 100 : order.Total;
        var second = Method(order);
        if (second == first || part == order.Total)
        {
            part = order.Total;
        }
        order.Tenders.Add(new TenderSaid(first, part));
        if (part < order.Total)
        {
            order.Tenders.Add(new TenderSaid(second, order.Total - part));
        }
        if (!atOnce && order.IsCancelled && !chance.Permille(550))
        {
            if (chance.Permille(600))
            {
                Try(order, first, order.Total, order.Day, PaymentState.Pending);
            }
            return -1;
        }
        if (!atOnce && chance.Permille(15))
        {
            Try(order, first, order.Total, order.Day, PaymentState.Pending);
            return -1;
        }
        for (var failures = 0; failures < 2 && !atOnce && chance.Permille(failures == 0 ? 80 : 250); failures++)
        {
            Try(order, first, part, order.Day, PaymentState.Failed);
        }
        var paid = order.Day + (atOnce ? 0 : Delay(first));
        Capture(order, first, part, paid);
        if (part < order.Total)
        {
            var later = order.Day + Delay(second);
            Capture(order, second, order.Total - part, later);
            paid = Math.Max(paid, later);
        }
        return paid > calendar.Last ? -1 : paid;
    }

    /// <summary>A paid order that was cancelled mostly gives its money back.</summary>
    public void RefundCancelled(SoldOrder order)
    {
        if (order.IsCancelled && chance.Permille(880))
        {
            RefundAll(order);
        }
    }

    /// <summary>What came back is mostly paid back; now and then money is given back for nothing.</summary>
    /// <param name="amount">What the returned goods came to, in cents.</param>
    public void RefundReturned(SoldOrder order, long amount, bool isWhole)
    {
        if (order.Returns.Count == 0)
        {
            if (!order.IsCancelled && order.State != OrderState.Failed && chance.Permille(5))
            {
                RefundPart(order, order.Total * chance.Between(5, 30) / 100);
            }
            return;
        }
        if (!chance.Permille(850))
        {
            return;
        }
        if (isWhole)
        {
            RefundAll(order);
        }
        else
        {
            RefundPart(order, amount);
        }
    }

    private void RefundAll(SoldOrder order)
    {
        for (var at = 0; at < order.Payments.Count; at++)
        {
            var payment = order.Payments[at];
            if (payment.State == PaymentState.Captured)
            {
                order.Payments[at] = payment with { State = PaymentState.Refunded, Refunded = chance.Permille(500) ? null : payment.Amount };
            }
        }
    }

    private static void RefundPart(SoldOrder order, long amount)
    {
        var at = order.Payments.FindIndex(payment => payment.State == PaymentState.Captured);
        if (at >= 0 && amount > 0 && order.Payments[at].Amount > amount)
        {
            order.Payments[at] = order.Payments[at] with { State = PaymentState.PartRefunded, Refunded = amount };
        }
    }

    private int Method(SoldOrder order) =>
        order.IsWholesale ? RetailMethods + chance.ByWeight(WholesaleSums) : chance.ByWeight(Sums);

    private int Delay(int method) => method switch
    {
        3 => chance.Between(0, 3),
        5 => chance.Between(0, 15),
        6 or 7 => chance.Between(15, 45),
        _ => 0,
    };

    private void Capture(SoldOrder order, int method, long amount, int day)
    {
        if (day <= calendar.Last)
        {
            Try(order, method, amount, day, PaymentState.Captured);
        }
    }

    private void Try(SoldOrder order, int method, long amount, int day, PaymentState state)
    {
        var installments = method == 0 ? chance.Of<int>([1, 1, 1, 3, 3, 6, 12]) : 1;
        var second = Math.Min((day == order.Day ? order.Second : 36_000) + chance.Below(900), 86_399);
        order.Payments.Add(new PaymentTry(method, amount, null, day, second, state, installments));
    }
}
