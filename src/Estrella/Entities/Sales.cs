namespace Estrella.Entities;

[Entity("order", "An order as its header tells it. grain: one row per order of a source")]
public sealed class Order : CoreRow
{
    [Reference("customer", "customer", "Who ordered; null: anonymous")] public long? CustomerNo { get; set; }
    [Field("When it was placed")] public DateTime? OrderedAt { get; set; }
    [Field("When it was cancelled, where the source says so")] public DateTime? CancelledAt { get; set; }
    [Field("Fulfilment status", Vocabulary = Vocabulary.OrderStatus)] public string? Status { get; set; }
    [Field("Payment status of the whole order", Vocabulary = Vocabulary.PaymentStatus)] public string? PaymentStatus { get; set; }
    [Field("Sales channel")] public string? Channel { get; set; }
    [Field("ISO 4217 code; empty: the source's currency")] public string? Currency { get; set; }
    [Field("Goods before discount, as the header says")] public decimal? Subtotal { get; set; }
    [Field("Order discount, positive")] public decimal? Discount { get; set; }
    [Field("Shipping charged")] public decimal? Shipping { get; set; }
    [Field("Tax charged")] public decimal? Tax { get; set; }
    [Field("What the header says the order comes to")] public decimal? Total { get; set; }
    [Field("Coupon code")] public string? Coupon { get; set; }
    [Field("Id of its payment with the provider, whose own export tells what came in; orders of one checkout may share it")] public string? PaymentId { get; set; }
    [Reference("campaign", "campaign", "The campaign the order names")] public long? CampaignNo { get; set; }
    [Reference("ship_to", "address", "Where it goes")] public long? ShipToNo { get; set; }
    [Reference("bill_to", "address", "Who is billed")] public long? BillToNo { get; set; }
}

[Entity("order_line", "A product within an order. grain: one row per order line")]
public sealed class OrderLine : CoreRow
{
    [Reference("order", "order", "The order it belongs to", Required = true)] public long? OrderNo { get; set; }
    [Reference("product", "product", "What was sold")] public long? ProductNo { get; set; }
    [Field("Pieces", Required = true)] public decimal? Quantity { get; set; }
    [Field("Price of a piece, before discount", Required = true, Or = "amount")] public decimal? UnitPrice { get; set; }
    [Field("Discount of the whole line, positive")] public decimal? Discount { get; set; }
    [Field("Discount of the line as a share: 0.2 is 20 %; a discount in money stands before it")] public decimal? DiscountRate { get; set; }
    [Field("What the whole line comes to, its discount taken off; stands before the price of a piece")] public decimal? Amount { get; set; }
    [Field("Tax rate of the line: 0.21 is 21 %; empty: the product's")] public decimal? TaxRate { get; set; }
    [Field("Unit cost ex tax, where the line itself says it")] public decimal? UnitCost { get; set; }
}

[Entity("order_charge", "An amount of an order that belongs to no line. grain: one row per charge")]
public sealed class OrderCharge : CoreRow
{
    [Reference("order", "order", "The order it belongs to", Required = true)] public long? OrderNo { get; set; }
    [Field("shipping, fee, discount, tax or adjustment", Vocabulary = Vocabulary.ChargeKind, Required = true)] public string? Kind { get; set; }
    [Field("Positive adds to what is owed", Required = true)] public decimal? Amount { get; set; }
    [Field("When it was charged; empty: with the order")] public DateTime? ChargedAt { get; set; }
}

[Entity("return", "Goods, or money for goods, that came back. grain: one row per returned line")]
public sealed class Return : CoreRow
{
    [Reference("order", "order", "The order; null: a credit note that names none")] public long? OrderNo { get; set; }
    [Reference("order_line", "order_line", "The line, where the source names it")] public long? OrderLineNo { get; set; }
    [Reference("customer", "customer", "Who returned; empty: the order's")] public long? CustomerNo { get; set; }
    [Reference("product", "product", "What came back")] public long? ProductNo { get; set; }
    [Field("When")] public DateTime? ReturnedAt { get; set; }
    [Field("Pieces, positive")] public decimal? Quantity { get; set; }
    [Field("Price of a piece; empty: as sold")] public decimal? UnitPrice { get; set; }
    [Field("Amount given back for goods; empty: quantity as sold, net of discount")] public decimal? Amount { get; set; }
    [Field("Back on the shelf; empty counts as yes")] public bool? Restocked { get; set; }
    [Field("Why")] public string? Reason { get; set; }
}

[Entity("payment_method", "A way to pay. grain: one row per payment method of a source")]
public sealed class PaymentMethod : CoreRow
{
    [Field("Name as people read it")] public string? Name { get; set; }
    [Field("Description")] public string? Description { get; set; }
}

[Entity("tender", "How an order says it will be paid: no date, no state. grain: one row per order and method said")]
public sealed class Tender : CoreRow
{
    [Reference("order", "order", "The order", Required = true)] public long? OrderNo { get; set; }
    [Reference("method", "payment_method", "The payment method")] public long? PaymentMethodNo { get; set; }
    [Field("Amount", Required = true)] public decimal? Amount { get; set; }
}

[Entity("payment", "What happened to money: attempts, captures, refunds. grain: one row per payment attempt")]
public sealed class Payment : CoreRow
{
    [Reference("order", "order", "The order")] public long? OrderNo { get; set; }
    [Reference("method", "payment_method", "The payment method")] public long? PaymentMethodNo { get; set; }
    [Field("Amount tried, positive", Required = true)] public decimal? Amount { get; set; }
    [Field("Amount given back; empty: all of it when the status is refunded, else none")] public decimal? Refunded { get; set; }
    [Field("When it was tried")] public DateTime? PaidAt { get; set; }
    [Field("When money was given back; empty: with the payment")] public DateTime? RefundedAt { get; set; }
    [Field("State of the payment", Vocabulary = Vocabulary.PaymentStatus)] public string? Status { get; set; }
    [Field("ISO 4217 code; empty: the order's")] public string? Currency { get; set; }
    [Field("Number of installments")] public long? Installments { get; set; }
    [Field("Fee of the provider, positive")] public decimal? Fee { get; set; }
    [Field("Cost of financing, positive")] public decimal? Financing { get; set; }
    [Field("Tax withheld, positive")] public decimal? TaxWithheld { get; set; }
    [Field("What reaches the shop")] public decimal? Net { get; set; }
    [Field("When the money is released")] public DateOnly? ReleasedAt { get; set; }
}

[Entity("shipment", "A parcel. grain: one row per shipment")]
public sealed class Shipment : CoreRow
{
    [Reference("order", "order", "The order", Required = true)] public long? OrderNo { get; set; }
    [Field("Who carries it")] public string? Carrier { get; set; }
    [Field("Where it leaves")] public string? Warehouse { get; set; }
    [Field("When it left")] public DateTime? ShippedAt { get; set; }
    [Field("Day promised")] public DateOnly? PromisedAt { get; set; }
    [Field("When it arrived")] public DateTime? DeliveredAt { get; set; }
    [Field("What carrying it cost the shop, ex tax")] public decimal? Cost { get; set; }
}
