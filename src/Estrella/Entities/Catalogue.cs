namespace Estrella.Entities;

[Entity("category", "A class of products. grain: one row per category of a source")]
public sealed class Category : CoreRow
{
    [Field("Name as people read it")] public string? Name { get; set; }
    [Field("Description")] public string? Description { get; set; }
    [Reference("parent", "category", "The category above")] public long? ParentNo { get; set; }
}

[Entity("product", "What is sold. grain: one row per product of a source")]
public sealed class Product : CoreRow
{
    [Field("Name as people read it")] public string? Name { get; set; }
    [Field("Description")] public string? Description { get; set; }
    [Reference("category", "category", "Its category")] public long? CategoryNo { get; set; }
    [Field("Brand")] public string? Brand { get; set; }
    [Field("Stock keeping unit")] public string? Sku { get; set; }
    [Field("GTIN, a text")] public string? Barcode { get; set; }
    [Field("List price, in the source's currency")] public decimal? Price { get; set; }
    [Field("Unit cost ex tax, in the source's currency")] public decimal? Cost { get; set; }
    [Field("Tax rate of the product: 0.21 is 21 %")] public decimal? TaxRate { get; set; }
}

[Entity("product_price", "Price and cost of a product from a day on. grain: one row per product and first day",
    DefaultId = ["product", "valid_from"])]
public sealed class ProductPrice : CoreRow
{
    [Reference("product", "product", "Whose price it is", Required = true)] public long? ProductNo { get; set; }
    [Field("First day on which it holds", Required = true)] public DateOnly? ValidFrom { get; set; }
    [Field("List price")] public decimal? Price { get; set; }
    [Field("Unit cost ex tax")] public decimal? Cost { get; set; }
    [Field("ISO 4217 code; empty: the source's currency")] public string? Currency { get; set; }
}

[Entity("inventory", "Stock counted. grain: one row per product, warehouse and day", DefaultId = ["product", "warehouse", "day"])]
public sealed class Inventory : CoreRow
{
    [Reference("product", "product", "What was counted", Required = true)] public long? ProductNo { get; set; }
    [Field("Where")] public string? Warehouse { get; set; }
    [Field("Day of the count; -infinity: an export without a date")] public DateOnly? Day { get; set; }
    [Field("Pieces on hand; negative where the source oversold", Required = true)] public decimal? OnHand { get; set; }
}
