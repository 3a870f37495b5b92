namespace Estrella.Tests.Stories.Histories;

/// <summary>What an order and all that hangs on it must come to in the facts. The order's day is known: an export has said it.</summary>
internal sealed class OrderFacts
{
    private readonly ShopModel shop;
    private readonly string id;
    private readonly Statement order;
    private readonly DateTime orderedAt;
    private readonly DateTime? cancelDay;
    private readonly string customer;
    private readonly List<Statement> orderLines;

    public OrderFacts(ShopModel shop, string id, List<Statement> records)
    {
        this.shop = shop;
        this.id = id;
        order = records[^1];
        orderedAt = ShopModel.Time(order.Cells["ordered_at"]!);
        customer = shop.CustomerAt(order.Cells["customer"], orderedAt);
        cancelDay = CancelDay(records);
        orderLines = [.. shop.Children("order_line", id).Where(Counts)];
    }

    public IEnumerable<string> Lines() => [.. Headers(), .. orderLines.SelectMany(Sold), .. Returned(), .. Payments(), .. Shipments()];

    private static bool IsOver(Statement record) => record.IsGone || record.Cells["status"] == "cancelled" || record.Cells["cancelled_at"] is not null;

    /// <summary>
    /// The day said; else the day of the export that first shows it so in the present series, if an earlier one showed it
    /// otherwise; else the order's own. Never before the order.
    /// </summary>
    private DateTime? CancelDay(List<Statement> records)
    {
        if (!IsOver(order))
            return null;
        var kept = records.FindLastIndex(record => !IsOver(record));
        var noticed = kept < 0 ? null : records[kept + 1];
        DateTime? day = order.Cells["cancelled_at"] is { } said ? ShopModel.Time(said) : noticed is null ? null : noticed.AsOf > DateTime.MinValue ? noticed.AsOf : noticed.SaidAt;
        return day is { } known && known.Date > orderedAt.Date ? known.Date : orderedAt.Date;
    }

    /// <summary>What is gone counts only while its order is gone too.</summary>
    private bool Counts(Statement child) => !child.IsGone || order.IsGone;

    private IEnumerable<string> Headers()
    {
        var total = ShopModel.Number(order.Cells["total"]);
        yield return Header("sale", orderedAt, total, 0);
        if (cancelDay is { } day)
            yield return Header("cancel", day, -total, total);
        else
        {
            foreach (var back in shop.Children("return", id).Where(back => !back.IsGone))
                yield return Header("return", ReturnDay(back), null, ShopModel.Number(back.Cells["amount"]) ?? 0);
        }
    }

    private string Header(string name, DateTime day, decimal? total, decimal? returned) =>
        $"fact_order | {id} | {name} | {day:yyyy-MM-dd} | {customer} | {ShopModel.Text(total)} | {ShopModel.Text(returned)} | {orderLines.Count} lines";

    private IEnumerable<string> Sold(Statement line)
    {
        var (quantity, product) = (ShopModel.Number(line.Cells["quantity"])!.Value, line.Cells["product"]!);
        var net = quantity * ShopModel.Number(line.Cells["unit_price"])!.Value;
        var (unit, isImputed) = shop.CostAt(product, orderedAt);
        yield return Sale(line.Id, "sale", orderedAt, shop.ProductAt(product, orderedAt), quantity, net, quantity * unit, isImputed);
        if (cancelDay is { } day)
            yield return Sale(line.Id, "cancel", day, shop.ProductAt(product, orderedAt), -quantity, -net, -quantity * unit, isImputed);
    }

    private IEnumerable<string> Returned()
    {
        foreach (var back in shop.Children("return", id).Where(back => cancelDay is null && !back.IsGone))
        {
            var quantity = ShopModel.Number(back.Cells["quantity"])!.Value;
            var stated = ShopModel.Number(back.Cells["amount"]);
            if (orderLines.Find(line => line.Id == back.Cells["order_line"]) is { } line)
            {
                // As sold: nothing is discounted here, so a piece is worth its price.
                var worth = stated ?? Math.Round(quantity * ShopModel.Number(line.Cells["unit_price"])!.Value, 4, MidpointRounding.AwayFromZero);
                yield return Sale(line.Id, "return", ReturnDay(back), shop.ProductAt(line.Cells["product"]!, orderedAt),
                    -quantity, -worth, -quantity * shop.CostAt(line.Cells["product"]!, orderedAt).Cost, false);
            }
            else
            {
                yield return Sale(back.Id, "return", ReturnDay(back), "-", -quantity, -stated, null, false);
            }
        }
    }

    private string Sale(string line, string name, DateTime day, string product, decimal quantity, decimal? net, decimal? cost, bool isImputed) =>
        $"fact_sales | {id} | {line} | {name} | {day:yyyy-MM-dd} | {customer} | {product} | {ShopModel.Text(quantity)} | {ShopModel.Text(net)} | {ShopModel.Text(cost)}{(isImputed ? " imputed" : "")}";

    private DateTime ReturnDay(Statement back)
    {
        var day = ShopModel.Time(back.Cells["returned_at"]!).Date;
        return day > orderedAt.Date ? day : orderedAt.Date;
    }

    private IEnumerable<string> Shipments() => shop.Children("shipment", id).Where(Counts).Select(shipment =>
        $"fact_shipment | {shipment.Id} | {id} | {orderedAt:yyyy-MM-dd} | {ShopModel.Time(shipment.Cells["shipped_at"]!):yyyy-MM-dd} | {customer} | {shipment.Cells["carrier"]}");

    private IEnumerable<string> Payments() => shop.Children("payment", id).Where(Counts).Select(payment =>
    {
        var (amount, status) = (ShopModel.Number(payment.Cells["amount"]), payment.Cells["status"]);
        return $"fact_payment | {payment.Id} | {id} | {ShopModel.Time(payment.Cells["paid_at"]!):yyyy-MM-dd} | {customer} | {status} | {ShopModel.Text(amount)} | "
            + $"{ShopModel.Text(status is "captured" or "refunded" ? amount : 0)} | {ShopModel.Text(status == "refunded" ? amount : 0)}";
    });
}
