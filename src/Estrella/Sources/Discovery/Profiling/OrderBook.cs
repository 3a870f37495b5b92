namespace Estrella.Sources.Discovery;

/// <summary>What the exports say of each order's money and state: header, lines, tenders, payments.</summary>
internal sealed class OrderBook
{
    private const decimal Cent = 0.01m;

    private readonly Dictionary<string, Order> orders = [];

    private sealed class Order
    {
        public bool HasHeader;
        public decimal? Total;
        public List<decimal> Sums = [];
        public string? Status;
        public DateTime? At;
        public long Lines;
        public decimal LineSum;
        public long Tenders;
        public decimal TenderSum;
        public string? TenderMethod;
        public long Payments;
        public decimal PaymentSum;
        public string? PaymentMethod;
        public bool IsRefunded;
        public decimal? Captured;
        public List<DateTime> PaidAt = [];
    }

    public int Count => orders.Count;

    public void Take(string entity, string id, BatchView view, int row)
    {
        switch (entity)
        {
            case "order":
                Header(Of(id), view, row);
                break;
            case "order_line" when view.Text("order", row) is { } order:
                var lines = Of(order);
                lines.Lines++;
                lines.LineSum += ((view.Number("quantity", row) ?? 1) * (view.Number("unit_price", row) ?? 0)) - (view.Number("discount", row) ?? 0);
                break;
            case "tender" when view.Text("order", row) is { } order:
                var tender = Of(order);
                tender.Tenders++;
                tender.TenderSum += view.Number("amount", row) ?? 0;
                tender.TenderMethod = view.Text("method", row);
                break;
            case "payment" when view.Text("order", row) is { } order:
                Payment(Of(order), view, row);
                break;
        }
    }

    public IEnumerable<Finding> Findings(IReadOnlySet<string> entities)
    {
        var headed = orders.Values.Where(order => order.HasHeader).ToList();
        if (headed.Count == 0)
            yield break;
        if (entities.Contains("order_line"))
        {
            var compared = headed.Where(order => order.Lines > 0 && order.Total is not null).ToList();
            if (compared.Count > 0)
            {
                yield return new Finding(
                    "header-lines", null, null, compared.LongCount(order => order.Sums.Exists(sum => Same(sum, order.LineSum))), (long)compared.Count,
                    compared.LongCount(order => order.LineSum > order.Total), compared.LongCount(order => order.LineSum < order.Total));
            }
        }
        foreach (var finding in Money(headed, entities))
            yield return finding;
        foreach (var finding in States(headed, entities))
            yield return finding;
    }

    private static IEnumerable<Finding> Money(List<Order> headed, IReadOnlySet<string> entities)
    {
        if (entities.Contains("tender"))
        {
            var compared = headed.Where(order => order.Tenders > 0 && order.Total is not null).ToList();
            yield return new Finding(
                "header-tender", null, null, compared.LongCount(order => Same(order.Total!.Value, order.TenderSum)), (long)compared.Count, compared.LongCount(order => order.TenderSum > order.Total));
        }
        if (!entities.Contains("payment"))
            yield break;
        var paid = headed.Where(order => order.Payments > 0 && order.Total is not null).ToList();
        yield return new Finding(
            "header-payment", null, null, paid.LongCount(order => Same(order.Total!.Value, order.PaymentSum) || (order.Captured is { } captured && Same(order.Total!.Value, captured))), (long)paid.Count);
        if (!entities.Contains("tender"))
            yield break;
        var both = headed.Where(order => order is { Tenders: > 0, Payments: > 0 }).ToList();
        yield return new Finding("tender-payment", null, null, both.LongCount(order => Same(order.TenderSum, order.PaymentSum)), (long)both.Count);
        var methods = both.Where(order => order is { Tenders: 1, Payments: 1, TenderMethod: not null, PaymentMethod: not null }).ToList();
        if (methods.Count > 0)
            yield return new Finding("tender-method", null, null, methods.LongCount(order => order.TenderMethod != order.PaymentMethod), (long)methods.Count);
    }

    private static IEnumerable<Finding> States(List<Order> headed, IReadOnlySet<string> entities)
    {
        if (!entities.Contains("payment"))
            yield break;
        var cancelled = headed.Where(order => order is { Status: "cancelled", Captured: not null }).ToList();
        if (cancelled.Count > 0)
            yield return new Finding("cancelled-paid", null, null, (long)cancelled.Count, cancelled.Sum(order => order.Captured!.Value));
        var delivered = headed.LongCount(order => order is { Status: "delivered", Captured: null });
        if (delivered > 0)
            yield return new Finding("delivered-unpaid", null, null, delivered, headed.LongCount(order => order.Status == "delivered"));
        var refunded = headed.LongCount(order => order is { Status: "pending", IsRefunded: true });
        if (refunded > 0)
            yield return new Finding("pending-refunded", null, null, refunded);
        var early = headed.Where(order => order.At is not null).SelectMany(order => order.PaidAt.Where(at => at < order.At).Select(at => order.At!.Value - at)).ToList();
        if (early.Count > 0)
            yield return new Finding("paid-before", null, null, (long)early.Count, (long)Math.Ceiling(early.Max().TotalDays));
    }

    private Order Of(string id)
    {
        if (!orders.TryGetValue(id, out var order))
            orders[id] = order = new Order();
        return order;
    }

    private static void Header(Order order, BatchView view, int row)
    {
        order.HasHeader = true;
        order.Status = view.Text("status", row);
        order.At = view.Instant("ordered_at", row);
        order.Total = view.Number("total", row) ?? view.Number("subtotal", row);
        var (shipping, tax, discount) = (view.Number("shipping", row) ?? 0, view.Number("tax", row) ?? 0, view.Number("discount", row) ?? 0);
        // The goods of an order are its total without what is charged beside them; discounts stand in lines or below them.
        foreach (var sum in new[] { view.Number("subtotal", row), order.Total, order.Total - shipping, order.Total - shipping - tax }.OfType<decimal>())
            order.Sums.AddRange([sum, sum + discount]);
    }

    private static void Payment(Order order, BatchView view, int row)
    {
        var amount = view.Number("amount", row) ?? 0;
        order.Payments++;
        order.PaymentSum += amount;
        order.PaymentMethod = view.Text("method", row);
        order.IsRefunded |= view.Text("status", row) == "refunded";
        if (view.Text("status", row) is "captured")
            order.Captured = (order.Captured ?? 0) + amount;
        if (view.Instant("paid_at", row) is { } at)
            order.PaidAt.Add(at);
    }

    private static bool Same(decimal one, decimal other) => Math.Abs(one - other) < Cent;
}
