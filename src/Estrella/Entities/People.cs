namespace Estrella.Entities;

[Entity("customer", "A person or firm that buys. grain: one row per customer of a source")]
public sealed class Customer : CoreRow
{
    [Field("Given name", Personal = true)] public string? FirstName { get; set; }
    [Field("Family name", Personal = true)] public string? LastName { get; set; }
    [Field("E-mail as the source writes it", Personal = true)] public string? Email { get; set; }
    [Field("Telephone as the source writes it", Personal = true)] public string? Phone { get; set; }
    [Field("Kind of document: DNI, CUIT, passport", Personal = true)] public string? DocumentType { get; set; }
    [Field("Identity or tax document, never a number", Personal = true)] public string? TaxNumber { get; set; }
    [Field("Date of birth", Personal = true)] public DateOnly? BirthDate { get; set; }
    [Field("When the customer signed up")] public DateTime? RegisteredAt { get; set; }
    [Field("The shop's own class of customer")] public string? Segment { get; set; }
    [Field("City of the customer")] public string? City { get; set; }
    [Field("Region (province, state) of the customer")] public string? Region { get; set; }
    [Field("Country of the customer")] public string? Country { get; set; }
    [Field("Postcode of the customer", Personal = true)] public string? Postcode { get; set; }
    [Field("The person behind several ids, as the source itself numbers persons")] public string? Person { get; set; }
}

[Entity("address", "Where a customer lives, is billed or is shipped to. grain: one row per address of a source")]
public sealed class Address : CoreRow
{
    [Reference("customer", "customer", "Whose address it is")] public long? CustomerNo { get; set; }
    [Field("shipping, billing or home", Vocabulary = Vocabulary.AddressKind)] public string? Kind { get; set; }
    [Field("Street and number", Personal = true)] public string? Street { get; set; }
    [Field("City")] public string? City { get; set; }
    [Field("Region (province, state)")] public string? Region { get; set; }
    [Field("Country")] public string? Country { get; set; }
    [Field("Postcode, a text", Personal = true)] public string? Postcode { get; set; }
}

[Entity("review", "What a customer says of a product. grain: one row per review")]
public sealed class Review : CoreRow
{
    [Reference("customer", "customer", "Who wrote it")] public long? CustomerNo { get; set; }
    [Reference("product", "product", "What it is about", Required = true, Or = "order")] public long? ProductNo { get; set; }
    [Field("Stars, as the source counts them", Required = true)] public decimal? Rating { get; set; }
    [Field("The comment", Personal = true)] public string? Text { get; set; }
    [Field("When it was written")] public DateTime? ReviewedAt { get; set; }
    [Reference("order", "order", "The order it is about; its product where it has one only, and its customer")] public long? OrderNo { get; set; }
}

[Entity("cart", "A product put into a cart. grain: one row per cart line")]
public sealed class Cart : CoreRow
{
    [Field("The cart's own id, where the source has one")] public string? CartNumber { get; set; }
    [Reference("customer", "customer", "Whose cart it is")] public long? CustomerNo { get; set; }
    [Reference("product", "product", "What was put in", Required = true)] public long? ProductNo { get; set; }
    [Field("Pieces")] public decimal? Quantity { get; set; }
    [Field("When it was put in", Required = true)] public DateTime? AddedAt { get; set; }
}
