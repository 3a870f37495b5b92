using Estrella.Core;
using Estrella.Entities;
using Estrella.Ledger;
using Estrella.Runs.Healing;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>A file of the run with its numbers in the ledger.</summary>
/// <param name="IsKnown">A published run has read the same bytes as the same export: it adds nothing.</param>
internal sealed record RunFile(int FileNo, int SourceNo, bool IsKnown, FileMatch Match)
{
    /// <summary>Of its bytes when the run began, as <see cref="FileChecksum"/> gives it.</summary>
    public required string Checksum { get; init; }

    /// <summary>The moment it speaks for, UTC; <see cref="DateTime.MinValue"/>: undated.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>The same bytes were read before, when the contract fed less of them.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Rows of an earlier file, corrected; null: a file of its own.</summary>
    public Replay? Replay { get; init; }

    /// <summary>What the reader counted; null until it was read.</summary>
    public FileTotals? Read { get; set; }

    /// <summary>Where its own rows disagree on one record.</summary>
    public RepeatedCells Repeated { get; } = new();

    /// <summary>What its contract says of the source.</summary>
    public SourceSettings Settings => new(SourceNo, Match.Contract.Zone, Match.Contract.Currency, Match.Contract.PricesIncludeTax, IdentityRule.ToText(Match.Contract.Identity));

    /// <summary>Its columns, as the ledger keeps them.</summary>
    public IReadOnlyList<LedgerColumn> Columns() =>
        [.. Read!.Columns.Select(each => new LedgerColumn(each.Position, each.Name, each.IsRead, each.Seen, each.Filled, each.Kinds, each.Median, each.Words))];

    /// <summary>The exports of the files, each once.</summary>
    public static IReadOnlyList<RunFile> Exports(IEnumerable<RunFile> files) =>
        [.. files.DistinctBy(file => (file.SourceNo, file.Match.Export.Name))];

    /// <summary>The entities the export feeds, each with its fields.</summary>
    public IEnumerable<(Entity Entity, IReadOnlyList<EntityField> Fields)> Staged() =>
        Match.Export.FeedsEntities.Select(entity => (
            entity, (IReadOnlyList<EntityField>)[.. Match.Export.FeedsFields.Where(each => each.Entity == entity).Select(each => each.Field).Distinct()]));

    /// <summary>What the export says of each entity, in the words of the merge.</summary>
    public IEnumerable<Feed> Feeds()
    {
        var export = Match.Export;
        foreach (var (entity, fields) in Staged())
        {
            var feeds = export.Feeds.Where(feed => feed.Entity == entity).ToList();
            yield return new Feed(SourceNo, export.Name, entity, fields)
            {
                // An entity fed by some rows only is not listed whole by its file.
                HoldsAll = export.Holds != Holds.Changes,
                Within = WithinField(entity),
                BlankKeeps = feeds.Exists(feed => feed.Repeats == Repeats.First),
                LastWins = feeds.Exists(feed => feed.Repeats == Repeats.Last),
                HidesId = export.HasSecret || feeds.Exists(feed => feed.Id is { } id && id.Columns.Any(export.PersonalColumns.Contains)),
                CountsRows = export.UsesRowNumbers,
                NamedBy = export.ReferencesBy.Where(each => each.Entity == entity).ToDictionary(each => each.Field.Name, each => each.By),
            };
        }
    }

    public MergeFile Merged() => new(FileNo, Read!.Quarantined > 0 || Replay is { LeavesRowsOut: true }, Read.Within);

    public FileReading Reading() => new(FileNo, Match) { Origins = Replay?.Origins, NextNumber = Replay?.NextNumber };

    /// <summary>Rows and money by verdict: what the reader kept aside or out, and what the merge made of the rest.</summary>
    public IReadOnlyList<ControlTotal> Totals(IEnumerable<FileVerdict> merged)
    {
        var read = Read!;
        List<FileVerdict> parts =
        [
            new(FileNo, Verdict.Duplicate, read.Repeated, read.ControlRepeated, 0),
            new(FileNo, Verdict.SetAside, read.SetAside, read.ControlSetAside, 0),
            new(FileNo, Verdict.Quarantined, read.Quarantined, read.ControlQuarantined, 0),
            .. merged.Where(total => total.FileNo == FileNo),
        ];
        var control = Match.Export.ControlText;
        return [.. parts.GroupBy(part => part.Verdict).Where(group => group.Any(part => part.Rows > 0)).OrderBy(group => group.Key).Select(group => new ControlTotal(
            FileNo, group.Key, group.Sum(part => part.Rows),
            control is null ? null : group.Sum(part => part.Amount ?? 0),
            control is null ? 0 : group.Sum(part => part.NoAmount),
            control))];
    }

    public FileReport Report(IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> totals) => new(
        FileNo, Match.Name, Match.Contract.Name, Match.Export.Name, IsKnown ? "skipped" : "read",
        Read?.Rows ?? 0, Read?.LayoutRows ?? 0, totals.GetValueOrDefault(FileNo, []));

    private EntityField? WithinField(Entity entity)
    {
        if (Match.Export.HoldsWithin is not { } column)
        {
            return null;
        }
        var fields = Match.Export.Feeds.Where(feed => feed.Entity == entity).SelectMany(feed => feed.Fields);
        return fields.Where(each => each.Cell.Columns.Contains(column)).Select(each => each.Field).FirstOrDefault();
    }
}
