using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>A list of campaigns that says what each has cost: no day is told, so it is spent on the campaign's first.</summary>
internal static class CampaignCosts
{
    private static readonly Entity Campaign = EntityCatalog.Get("campaign");
    private static readonly Entity Spend = EntityCatalog.Get("campaign_spend");

    // An amount may be a goal, a budget or what was sold: only what says it was spent is a cost.
    private static readonly (Entity Entity, string Field)[] Bare = [(EntityCatalog.Get("tender"), "amount"), (EntityCatalog.Get("order"), "total")];

    public static void Find(FileMeaning meaning, IReadOnlyDictionary<Entity, FileMeaning> mains, HashSet<ColumnProbe> used, DraftExport export)
    {
        if (meaning.Own is null || mains.ContainsKey(Spend) || export.Feeds.Find(feed => feed.Entity == Campaign) is not { Id: { } id } campaign
            || campaign.Fields.Find(field => field.Field == "starts_on") is not { } start
            || Columns("amount").FirstOrDefault(column => column.Least >= 0 && !Array.Exists(Bare, each => meaning.Says(column, each.Entity, each.Field))) is not { } amount)
            return;
        var feed = new DraftFeed(Spend, id, "what each campaign cost");
        feed.When.AddRange(campaign.When);
        feed.When.AddRange(DraftCells.Columns(start.Cell, meaning.File.Columns).Append(amount).Where(column => column.Blank > 0).Select(column => $"{{ {Yaml.Text(column.Name)}: filled }}"));
        feed.Add("campaign", id);
        feed.Add("day", start.Cell);
        foreach (var (field, column) in new[] { ("amount", amount), ("currency", Columns("currency").FirstOrDefault()), ("impressions", Columns("impressions").FirstOrDefault()), ("clicks", Columns("clicks").FirstOrDefault()) })
        {
            if (column is null || !used.Add(column))
                continue;
            feed.Add(field, DraftCells.Of(meaning, Spend.Find(field)!, column), DraftCells.Proof(meaning, Spend.Find(field)!, column));
        }
        export.Notes.Add($"{amount.Name} says what a campaign cost and not on which days: it counts on its first");
        export.Feeds.Add(feed);

        IEnumerable<ColumnProbe> Columns(string field) => meaning.Columns(Spend, field).Where(column => column.Filled > 0 && !used.Contains(column));
    }
}
