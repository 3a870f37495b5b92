using System.Collections.Frozen;

namespace Estrella.Entities;

/// <summary>
/// The closed word lists of core. A contract maps a source's texts to them; a text nobody mapped
/// becomes <see cref="Unmapped"/> and its row is loaded, in no scope, and named in every coverage.
/// </summary>
public static class Vocabulary
{
    public const string Unmapped = "unmapped";

    public const string OrderStatus = "order_status";
    public const string PaymentStatus = "payment_status";
    public const string ChargeKind = "charge_kind";
    public const string AddressKind = "address_kind";

    private static readonly FrozenDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        [OrderStatus] =
        [
            "draft", "test", "pending", "processing", "part_shipped", "shipped", "delivered",
            "part_returned", "returned", "cancelled", "failed", Unmapped,
        ],
        [PaymentStatus] =
        [
            "pending", "authorised", "captured", "part_refunded", "refunded", "failed", "voided", "disputed", Unmapped,
        ],
        [ChargeKind] = ["shipping", "fee", "discount", "tax", "adjustment", Unmapped],
        [AddressKind] = ["shipping", "billing", "home", Unmapped],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Of(string vocabulary) => Words[vocabulary];
}
