using Estrella.Ledger;

namespace Estrella.Core;

/// <summary>Rows and money of one file with one verdict.</summary>
/// <param name="Amount">Sum of the control amounts; null where no row has one.</param>
/// <param name="NoAmount">Rows without a control amount.</param>
public sealed record FileVerdict(int FileNo, Verdict Verdict, long Rows, decimal? Amount, long NoAmount);

/// <summary>What the merge wrote of one entity, in records (a row may hold several).</summary>
/// <param name="Inferred">Parents made because another row refers to them.</param>
/// <param name="Deleted">Records that say an absence from a newer full export.</param>
/// <param name="IsFirstFill">A large first export: every row is new, and <c>changed_ENTITY</c> is a view of all.</param>
public sealed record EntityMerge(
    string Entity, long New, long Changed, long Unchanged, long Duplicate, long Inferred, long Deleted, bool IsFirstFill);

/// <summary>What became of the staged rows. Verdicts here are new, changed, unchanged, duplicate and quarantined (same id).</summary>
public sealed record MergeResult(IReadOnlyList<FileVerdict> Totals, IReadOnlyList<EntityMerge> Entities)
{
    /// <summary>Entities with a row that is new, says something else, is gone, back or inferred.</summary>
    public IReadOnlySet<string> Changed => Entities.Where(each => each.New + each.Changed + each.Inferred + each.Deleted > 0).Select(each => each.Entity).ToHashSet();

    /// <summary>No row of core was written: nothing to publish.</summary>
    public bool IsUnchanged => Changed.Count == 0;
}
