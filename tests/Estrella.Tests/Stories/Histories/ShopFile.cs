namespace Estrella.Tests.Stories.Histories;

/// <summary>What absence from a file of the export says.</summary>
internal enum Holding
{
    Changes,
    All,

    /// <summary>All of the days the file itself covers.</summary>
    AllWithin,
}

/// <summary>How the exports of a made-up shop are written: one for each entity.</summary>
/// <param name="Entity">A key of <see cref="ShopFields.Of"/>.</param>
/// <param name="IsDated">The file's name says its day; else <c>--as-of</c> does, or nothing but the change column.</param>
/// <param name="HasChanged">A column says when the row last changed.</param>
/// <param name="HasGone">A column says that the row is gone.</param>
internal sealed record ExportPlan(string Entity, Holding Holds, bool IsDated, bool HasChanged, bool HasGone);

/// <summary>A row of a file. Times are the shop's own clock.</summary>
/// <param name="Cells">By field; null: blank.</param>
/// <param name="IsUnreadable">A cell of it cannot be understood.</param>
internal sealed record ShopRow(string Id, IReadOnlyDictionary<string, string?> Cells, DateTime? ChangedAt, bool IsGone, bool IsUnreadable = false);

/// <summary>An export as it arrives.</summary>
/// <param name="Name">Without the source and the ending.</param>
/// <param name="AsOf">The day it speaks for; null: undated.</param>
/// <param name="Runs">The runs whose folder holds it, in the order of arrival.</param>
internal sealed record ShopFile(string Entity, string Name, DateTime? AsOf, IReadOnlyList<int> Runs, IReadOnlyList<ShopRow> Rows);

/// <summary>All that one shop ever said, and when it arrived.</summary>
internal sealed record History(string Seed, IReadOnlyList<ExportPlan> Exports, IReadOnlyList<ShopFile> Files)
{
    public ExportPlan Export(string entity) => Exports.Single(export => export.Entity == entity);

    public IEnumerable<ShopFile> Of(string entity) => Files.Where(file => file.Entity == entity);
}

/// <summary>The fields the histories are about, in the order of the files' columns.</summary>
internal static class ShopFields
{
    public static IReadOnlyDictionary<string, string[]> Of { get; } = new Dictionary<string, string[]>
    {
        ["customer"] = ["email", "city"],
        ["category"] = ["name", "parent"],
        ["product"] = ["brand", "category", "price", "cost"],
        ["order"] = ["customer", "ordered_at", "status", "cancelled_at", "total"],
        ["order_line"] = ["order", "product", "quantity", "unit_price"],
        ["payment"] = ["order", "amount", "status", "paid_at"],
        ["return"] = ["order", "order_line", "quantity", "amount", "returned_at"],
        ["shipment"] = ["order", "carrier", "shipped_at"],
    };

    /// <summary>Fields that name a row of another entity.</summary>
    public static IReadOnlyList<(string Entity, string Field, string Parent)> References { get; } =
    [
        ("order", "customer", "customer"), ("order_line", "order", "order"), ("order_line", "product", "product"),
        ("payment", "order", "order"), ("return", "order", "order"), ("return", "order_line", "order_line"),
        ("category", "parent", "category"), ("product", "category", "category"), ("shipment", "order", "order"),
    ];

    /// <summary>The column a file can hold all within.</summary>
    public static IReadOnlyDictionary<string, string> Day { get; } = new Dictionary<string, string>
    {
        ["order"] = "ordered_at",
        ["payment"] = "paid_at",
        ["return"] = "returned_at",
        ["shipment"] = "shipped_at",
    };
}
