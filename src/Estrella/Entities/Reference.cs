namespace Estrella.Entities;

[Entity("exchange_rate", "What one unit of a currency was worth. grain: one row per pair, rate type and day",
    DefaultId = ["from_currency", "to_currency", "rate_type", "day"])]
public sealed class ExchangeRate : CoreRow
{
    [Field("ISO 4217 code of the unit", Required = true)] public string? FromCurrency { get; set; }
    [Field("ISO 4217 code it is told in", Required = true)] public string? ToCurrency { get; set; }
    [Field("official, blue, ...; empty: official")] public string? RateType { get; set; }
    [Field("Day", Required = true)] public DateOnly? Day { get; set; }
    [Field("Units of to_currency for one of from_currency", Required = true)] public decimal? Rate { get; set; }
}

[Entity("price_index", "Level of prices. grain: one row per index and month", DefaultId = ["index_name", "month"])]
public sealed class PriceIndex : CoreRow
{
    [Field("Name of the index; empty: default")] public string? IndexName { get; set; }
    [Field("First day of the month it holds for", Required = true)] public DateOnly? Month { get; set; }
    [Field("Level", Required = true)] public decimal? Value { get; set; }
}

[Entity("target", "What the shop wants to reach. grain: one row per period, metric, channel and category",
    DefaultId = ["period", "metric", "channel", "category"])]
public sealed class Target : CoreRow
{
    [Field("First day of the period", Required = true)] public DateOnly? Period { get; set; }
    [Field("Name of the figure, such as net_sales", Required = true)] public string? Metric { get; set; }
    [Field("Sales channel it is for")] public string? Channel { get; set; }
    [Field("Name of the category it is for")] public string? Category { get; set; }
    [Field("The figure wanted", Required = true)] public decimal? Value { get; set; }
}

[Entity("calendar_event", "A holiday or sales event. grain: one row per event and edition", DefaultId = ["name", "starts_on"])]
public sealed class CalendarEvent : CoreRow
{
    [Field("Name", Required = true)] public string? Name { get; set; }
    [Field("holiday or sale")] public string? Kind { get; set; }
    [Field("First day", Required = true)] public DateOnly? StartsOn { get; set; }
    [Field("Last day, included")] public DateOnly? EndsOn { get; set; }
}
