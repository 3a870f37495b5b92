using Estrella.Entities;
using Estrella.Staging;

namespace Estrella.Core;

/// <summary>One entity as a merge sees it: its tables, its feeds, and the pieces of SQL its statements share.</summary>
internal sealed class MergeEntity
{
    private readonly IReadOnlyList<(Feed Feed, int ExportNo)> feeds;

    public MergeEntity(Entity entity, IReadOnlyList<(Feed Feed, int ExportNo)> feeds, int runNo, bool isAloneInItsRows)
    {
        Entity = entity;
        this.feeds = feeds;
        IsAloneInItsRows = isAloneInItsRows;
        RunNo = runNo;
        Staging = StagingTable.NameOf(entity, runNo);
        Fed = [.. entity.Fields.Where(field => feeds.Any(each => each.Feed.Fields.Contains(field)))];
    }

    public Entity Entity { get; }

    public int RunNo { get; }

    public string Name => Entity.Name;

    public IReadOnlyList<Feed> Feeds => [.. feeds.Select(each => each.Feed)];

    /// <summary>An export of this run feeds it; the others are here as parents.</summary>
    public bool IsFed => feeds.Count > 0;

    /// <summary>No row of its exports feeds another entity, so that a record's verdict is its row's.</summary>
    public bool IsAloneInItsRows { get; }

    /// <summary>Fields some export of this run feeds: the columns of the landing table.</summary>
    public IReadOnlyList<EntityField> Fed { get; }

    public string Staging { get; }

    public string Core => CoreOf(Entity);

    public string Past => PastOf(Entity);

    /// <summary>Ids said more than once in this run; <c>is_ordered</c>: absent from a full export, or said by one that is late.</summary>
    public string Several => $"several_{Name}";

    /// <summary>Staged records whose id core has.</summary>
    public string Match => $"match_{Name}";

    /// <summary>Ids whose records must be put in order.</summary>
    public string Path => $"path_{Name}";

    public string Record => $"record_{Name}";

    /// <summary>Rows of core of which a kept record is none any more: its file was read once more, and says otherwise.</summary>
    public string Unsaid => $"unsaid_{Name}";

    public string State => $"state_{Name}";

    public string Changed => $"changed_{Name}";

    public string No => Entity.NumberColumn;

    public string Id => Entity.IdColumn;

    /// <summary>It refers to itself, as a category to its parent.</summary>
    public bool IsOwnParent => Fed.Any(each => each.References == Name);

    /// <summary>Staged records, without duplicates.</summary>
    public long StagedCount { get; set; }

    /// <summary>Those whose id core has.</summary>
    public long MatchedCount { get; set; }

    /// <summary>Some staged record does not simply repeat what is known.</summary>
    public bool HasNews { get; set; }

    /// <summary>Some record of the run repeats another one of the run: <c>repeat_ENTITY</c> is there.</summary>
    public bool HasRepeats { get; set; }

    /// <summary>Some corrected row says an id that its file's loaded rows say, too: <c>loaded_ENTITY</c> is there.</summary>
    public bool HasLoaded { get; set; }

    // What the merge has written so far.
    public long New { get; set; }
    public long ChangedCount { get; set; }
    public long Unchanged { get; set; }
    public long Duplicate { get; set; }
    public long Inferred { get; set; }
    public long Deleted { get; set; }
    public bool IsFirstFill { get; set; }

    public static string PastOf(Entity entity) => $"{CoreModel.Schema}.\"{entity.Name}_past\"";

    public static string CoreOf(Entity entity) => $"{CoreModel.Schema}.\"{entity.Name}\"";

    /// <summary>Core columns of all its fields, quoted.</summary>
    public IReadOnlyList<string> Columns => [.. Entity.Fields.Select(each => $"\"{each.CoreColumn}\"")];

    public IReadOnlyList<string> FedColumns => [.. Fed.Select(each => $"\"{each.CoreColumn}\"")];

    /// <summary>What a staged row says of each fed field: the cell, or the number of the parent it names.</summary>
    public IReadOnlyList<string> FedValues => [.. Fed.Select(Value)];

    /// <summary>Joins of staged rows (<c>staged</c>, <c>file</c>) to the parents they name.</summary>
    public string ParentJoins => string.Join("\n", Fed.Where(each => each.IsReference).SelectMany(Joins));

    /// <summary>A condition: <c>file</c> is of one of those exports.</summary>
    public string IsOf(Func<Feed, bool> which, string file = "file")
    {
        var numbers = feeds.Where(each => which(each.Feed)).Select(each => each.ExportNo).ToList();
        return numbers.Count == 0 ? "false" : $"{file}.export_no in ({string.Join(", ", numbers)})";
    }

    /// <summary>Exports by the column of the parent they name a reference by; null: its id.</summary>
    public IEnumerable<(string? Column, string Exports)> WaysToName(EntityField field) =>
        feeds.Where(each => each.Feed.Fields.Contains(field))
            .GroupBy(each => each.Feed.NamedBy.GetValueOrDefault(field.Name))
            .Select(group => (group.Key, string.Join(", ", group.Select(each => each.ExportNo))));

    private string Value(EntityField field)
    {
        if (!field.IsReference)
            return $"staged.\"{field.StagingColumn}\"";
        var number = EntityCatalog.Get(field.References!).NumberColumn;
        var ways = WaysToName(field).ToList();
        return ways.Count == 1
            ? $"{Alias(field, ways[0].Column)}.{number}"
            : "case " + string.Join(" ", ways.Select(way => $"when file.export_no in ({way.Exports}) then {Alias(field, way.Column)}.{number}")) + " end";
    }

    private IEnumerable<string> Joins(EntityField field)
    {
        var parent = EntityCatalog.Get(field.References!);
        foreach (var (column, _) in WaysToName(field))
        {
            var alias = Alias(field, column);
            yield return column is null
                ? $"left join {CoreOf(parent)} as {alias} on {alias}.source_no = file.source_no and {alias}.{parent.IdColumn} = staged.\"{field.StagingColumn}\""
                // Two parents of one name: the older number, and a real one before an inferred one.
                : $"""
                   left join (
                       select distinct on (source_no, "{column}") source_no, "{column}" as told, {parent.NumberColumn}
                       from {CoreOf(parent)} where "{column}" is not null
                       order by source_no, "{column}", is_inferred, {parent.NumberColumn}
                   ) as {alias} on {alias}.source_no = file.source_no and {alias}.told = staged."{field.StagingColumn}"
                   """;
        }
    }

    private static string Alias(EntityField field, string? column) => column is null ? $"parent_{field.Name}" : $"named_{field.Name}";
}
