namespace Estrella.Entities;

[Entity("campaign", "Something done to sell more. grain: one row per campaign of a source")]
public sealed class Campaign : CoreRow
{
    [Field("Name as people read it")] public string? Name { get; set; }
    [Field("Marketing channel: search, social, email")] public string? Channel { get; set; }
    [Field("First day")] public DateOnly? StartsOn { get; set; }
    [Field("Last day, included")] public DateOnly? EndsOn { get; set; }
}

[Entity("campaign_spend", "Money spent on a campaign. grain: one row per campaign and day", DefaultId = ["campaign", "day"])]
public sealed class CampaignSpend : CoreRow
{
    [Reference("campaign", "campaign", "The campaign", Required = true)] public long? CampaignNo { get; set; }
    [Field("Day", Required = true)] public DateOnly? Day { get; set; }
    [Field("Amount spent", Required = true)] public decimal? Amount { get; set; }
    [Field("ISO 4217 code; empty: the source's currency")] public string? Currency { get; set; }
    [Field("Times shown")] public long? Impressions { get; set; }
    [Field("Times clicked")] public long? Clicks { get; set; }
}

[Entity("touch", "A customer or session meets a campaign. grain: one row per touch")]
public sealed class Touch : CoreRow
{
    [Reference("customer", "customer", "Who, where known")] public long? CustomerNo { get; set; }
    [Field("The visit, where the customer is not known", Personal = true)] public string? Session { get; set; }
    [Reference("campaign", "campaign", "The campaign met")] public long? CampaignNo { get; set; }
    [Field("Marketing channel")] public string? Channel { get; set; }
    [Field("When", Required = true)] public DateTime? TouchedAt { get; set; }
}
