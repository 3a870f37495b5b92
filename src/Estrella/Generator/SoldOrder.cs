namespace Estrella.Generator;

internal enum OrderState { Pending, Processing, PartShipped, Shipped, Delivered, PartReturned, Returned, Cancelled, Failed, Test, Draft }

internal enum PaymentState { Pending, Captured, PartRefunded, Refunded, Failed }

/// <summary>Amounts are in cents of the order's currency.</summary>
/// <param name="TaxStated">The export says the rate on the line; else it is the product's.</param>
/// <param name="IsCorrupt">Its row is made unreadable by a planted defect: the books leave it out.</param>
internal readonly record struct SoldLine(Product Product, int Quantity, long UnitPrice, long Discount, bool TaxStated, bool IsCorrupt = false);

/// <param name="Line">Index of the line.</param>
/// <param name="Restocked">Null: the export leaves it blank.</param>
/// <param name="Amount">The amount stated, in cents; null: none.</param>
internal readonly record struct ReturnedGoods(int Line, int Day, int Second, int Quantity, bool? Restocked, long? Amount);

/// <param name="Refunded">In cents; null: the export leaves it blank.</param>
internal readonly record struct PaymentTry(
    int Method, long Amount, long? Refunded, int Day, int Second, PaymentState State, int Installments, bool IsCorrupt = false);

internal readonly record struct TenderSaid(int Method, long Amount);

/// <param name="Delivered">−1: not yet.</param>
/// <param name="Promised">−1: no promise.</param>
internal readonly record struct Parcel(int Carrier, int Warehouse, int Shipped, int ShippedSecond, int Promised, int Delivered, int DeliveredSecond, long Cost);

/// <summary>
/// One order with everything the exports will say of it, as it stands on the last day. One object is filled
/// again and again, so that a million orders need no more memory than one.
/// </summary>
internal sealed class SoldOrder
{
    public int No { get; set; }
    public bool IsWholesale { get; set; }
    public int Day { get; set; }
    public int Second { get; set; }

    /// <summary>Over both shops; −1: anonymous.</summary>
    public int Customer { get; set; }

    /// <summary>The city its figures count for: where it goes, else where the customer lives; −1: not known.</summary>
    public int City { get; set; }
    public string ShipTo { get; set; } = "";
    public string BillTo { get; set; } = "";
    public OrderState State { get; set; }

    /// <summary>The day it was cancelled; −1 where it was not, or where the export does not say.</summary>
    public int CancelDay { get; set; }
    public int CancelSecond { get; set; }
    public int Channel { get; set; }
    public bool IsDollar { get; set; }
    public Campaign? Campaign { get; set; }
    public bool HasCoupon { get; set; }

    /// <summary>It would not be here without the campaign of its day.</summary>
    public bool IsExtra { get; set; }

    /// <summary>Goods before the order's discount; null on orders without lines.</summary>
    public long? Subtotal { get; set; }
    public long Discount { get; set; }
    public long Shipping { get; set; }
    public long Fee { get; set; }
    public long Tax { get; set; }
    public long Total { get; set; }

    public List<SoldLine> Lines { get; } = [];
    public List<ReturnedGoods> Returns { get; } = [];
    public List<PaymentTry> Payments { get; } = [];
    public List<TenderSaid> Tenders { get; } = [];
    public List<Parcel> Parcels { get; } = [];

    public bool IsCancelled => State == OrderState.Cancelled;

    public void Begin(int no, int day, int second)
    {
        No = no;
        Day = day;
        Second = second;
        IsWholesale = false;
        Customer = -1;
        City = -1;
        ShipTo = "";
        BillTo = "";
        State = OrderState.Pending;
        CancelDay = -1;
        CancelSecond = 0;
        Channel = 0;
        IsDollar = false;
        Campaign = null;
        HasCoupon = false;
        IsExtra = false;
        Subtotal = null;
        Discount = 0;
        Shipping = 0;
        Fee = 0;
        Tax = 0;
        Total = 0;
        Lines.Clear();
        Returns.Clear();
        Payments.Clear();
        Tenders.Clear();
        Parcels.Clear();
    }
}
