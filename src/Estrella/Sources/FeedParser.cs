using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>One entity of an export: its words and its fields.</summary>
internal sealed class FeedParser(CellParser cells, TestParser tests, ContractMistakes mistakes)
{
    private static readonly string[] Words = ["when", "repeats", "changed_at", "history", "id"];

    public Dictionary<(string, string), string> History { get; } = [];

    public List<ReferenceBy> ReferencesBy { get; } = [];

    public static Entity EntityNamed(ContractNode word) =>
        EntityCatalog.Find(word.Text) ?? throw word.Unknown("entity", [.. EntityCatalog.All.Select(each => each.Name)]);

    public EntityFeed Parse(Entity entity, ContractNode node)
    {
        RowTest? when = null;
        CellRule? id = null;
        CellRule? changedAt = null;
        var repeats = Repeats.No;
        var fed = new Dictionary<string, CellRule>();
        CellRule? currency = null;
        string[] known = [.. Words, .. entity.Fields.Select(each => each.Name)];
        foreach (var (word, value) in node.Entries)
        {
            mistakes.Try(() =>
            {
                switch (word.OneOf($"word or field of {entity.Name}", known))
                {
                    case "when": when = tests.Row(value); break;
                    case "id": id = Id(value); break;
                    case "changed_at": changedAt = cells.Parse(value, null, isMoment: true); break;
                    case "repeats": (repeats, changedAt) = RepeatsOf(value, changedAt); break;
                    case "history": ReadHistory(entity, value); break;
                    default:
                        var field = entity.Find(word.Text)!;
                        var cell = cells.Parse(value, field, entity.Find("currency") is null ? null : said => currency = said);
                        if (cell is ColumnCell { How.By: { } by })
                        {
                            ReferencesBy.Add(new ReferenceBy(entity, field, by));
                        }
                        fed[field.Name] = cell;
                        break;
                }
            });
        }
        if (currency is not null)
        {
            fed.TryAdd("currency", currency);
        }
        mistakes.Try(() => Check(entity, node, id, fed));
        return new EntityFeed
        {
            Entity = entity,
            When = when,
            Repeats = repeats,
            ChangedAt = changedAt,
            Id = id,
            Fields = [.. entity.Fields.Where(field => fed.ContainsKey(field.Name)).Select(field => (field, fed[field.Name]))],
        };
    }

    private CellRule Id(ContractNode value)
    {
        var id = cells.Parse(value, null);
        return id is ConstantCell or NthCell || (id is CompoundCell { Parts: var parts } && parts.All(part => part is ConstantCell or NthCell))
            ? throw value.Refuse("is the same for every row, expected at least one column", "add a column that tells the records apart")
            : id;
    }

    private static (Repeats, CellRule?) RepeatsOf(ContractNode value, CellRule? changedAt)
    {
        const string lastBy = "last by ";
        return value.Text switch
        {
            "first" => (Repeats.First, changedAt),
            var text when text.StartsWith(lastBy, StringComparison.Ordinal) && text.Length > lastBy.Length =>
                (Repeats.Last, changedAt ?? new ColumnCell([text[lastBy.Length..].Trim()], false, Conversion.None)),
            var other => throw value.Refuse($"repeats is '{other}'{NearestWord.Hint(other, ["first", "last by COLUMN"])}", "say first, or last by COLUMN"),
        };
    }

    private void ReadHistory(Entity entity, ContractNode node)
    {
        foreach (var (word, value) in node.Entries)
        {
            var field = word.OneOf($"field of {entity.Name}", [.. entity.Fields.Select(each => each.Name)]);
            History[(entity.Name, field)] = value.OneOf("history", ["keep", "overwrite", "fixed"]);
        }
    }

    private static void Check(Entity entity, ContractNode node, CellRule? id, Dictionary<string, CellRule> fed)
    {
        if (id is null && entity.DefaultId.Count == 0)
        {
            throw node.Refuse($"{entity.Name} has no id", "name the column that tells its records apart, or $row where the export has none");
        }
        if (entity.Fields.FirstOrDefault(field => field.IsRequired && !fed.ContainsKey(field.Name) && !(field.Or is { } or && fed.ContainsKey(or))) is { } missing)
        {
            throw node.Refuse($"{entity.Name} has no {missing.Name} ({missing.Comment})", $"every {entity.Name} needs one: name its column");
        }
    }
}
