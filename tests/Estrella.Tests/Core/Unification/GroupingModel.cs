using Estrella.Core.Unification;

namespace Estrella.Tests.Core.Unification;

/// <summary>
/// The rules of decision 0017 once more, as plainly as they can be said: groups are sets of numbers, and the sets a step joins
/// are found by looking at every two until nothing changes.
/// </summary>
internal static class GroupingModel
{
    public static List<string> Groups(IReadOnlyList<Candidate> crowd, int steps, int exclusive, List<IReadOnlyCollection<long>> splits)
    {
        var groups = crowd.Select(each => new SortedSet<long> { each.No }).ToList();
        for (var step = 0; step < steps; step++)
        {
            // Values that no two holders who must be apart share.
            var values = crowd.Where(each => each.Keys.ContainsKey(step)).GroupBy(each => each.Keys[step])
                .Where(group => !AnyApart([.. group], exclusive, splits)).Select(group => group.Select(each => each.No).ToHashSet()).ToList();
            var joined = groups.Select(group => new SortedSet<long>(group)).ToList();
            foreach (var value in values)
            {
                var met = joined.Where(group => group.Overlaps(value)).ToList();
                joined.RemoveAll(met.Contains);
                joined.Add([.. met.SelectMany(group => group)]);
            }
            groups = [.. joined.SelectMany(whole => AnyApart([.. crowd.Where(each => whole.Contains(each.No))], exclusive, splits)
                ? groups.Where(group => group.IsSubsetOf(whole))
                : [whole])];
        }
        return [.. groups.Where(group => group.Count > 1).OrderBy(group => group.Min).Select(group => string.Join(' ', group))];
    }

    private static bool AnyApart(Candidate[] members, int exclusive, List<IReadOnlyCollection<long>> splits) =>
        members.Any(one => members.Any(other => one.No < other.No && (
            (one.SourceNo == other.SourceNo && !one.IsWithin && !other.IsWithin)
            || (one.Keys.TryGetValue(exclusive, out var mine) && other.Keys.TryGetValue(exclusive, out var theirs) && mine != theirs)
            || splits.Any(split => split.Contains(one.No) && split.Contains(other.No)))));
}
