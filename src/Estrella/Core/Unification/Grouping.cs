namespace Estrella.Core.Unification;

/// <summary>A record that may be the same thing as others.</summary>
/// <param name="No">Its number in core.</param>
/// <param name="SourceNo">Within one source its own id decides, unless <paramref name="IsWithin"/>.</param>
/// <param name="Keys">By step, 0 the strongest.</param>
internal sealed record Candidate(long No, int SourceNo, bool IsWithin, IReadOnlyDictionary<int, Guid> Keys);

/// <summary>A record that is one thing with others.</summary>
/// <param name="OneNo">The lowest number of the group: what the star knows all of them by.</param>
/// <param name="Step">The strongest step by which it belongs to the group.</param>
/// <param name="WithNo">The lowest other number that has the same value.</param>
internal sealed record Union(long No, long OneNo, int Step, Guid Value, long WithNo);

/// <summary>A value several records share that makes them no one thing, for it would bring together what is known to be apart.</summary>
internal sealed record Doubt(int Step, Guid Value, string Reason, IReadOnlyList<long> Numbers);

/// <summary>
/// Which records are one thing: a function of the records alone, whatever order they come in. Step by step, the strongest
/// first, records that share a value are united. Never united are two of one source, two whose exclusive key (document,
/// barcode) differs, and two a person has split. A value held by two such records says nothing; a group that would
/// hold two such through others is not formed. See docs/decisions/0017-unifying.md.
/// </summary>
/// <param name="exclusive">The step whose values tell things apart.</param>
/// <param name="splits">Sets of records that are pairwise apart.</param>
internal sealed class Grouping(IReadOnlyList<Candidate> candidates, int steps, int exclusive, IEnumerable<IReadOnlyCollection<long>> splits)
{
    private readonly Dictionary<long, List<int>> splitsOf = splits
        .SelectMany((set, at) => set.Select(no => (no, at))).GroupBy(each => each.no, each => each.at).ToDictionary(group => group.Key, group => group.ToList());

    // A group is named by the place of any of its members; what it forbids is gathered with it.
    private readonly int[] leader = [.. Enumerable.Range(0, candidates.Count)];

    private readonly HashSet<(int, Guid)> uniting = [];

    private readonly List<Doubt> doubts = [];

    public (IReadOnlyList<Union> Unions, IReadOnlyList<Doubt> Doubts) Form()
    {
        for (var step = 0; step < steps; step++)
            Unite(step);
        return (Unions(), doubts);
    }

    private void Unite(int step)
    {
        var values = new Dictionary<Guid, List<int>>();
        for (var at = 0; at < candidates.Count; at++)
        {
            if (candidates[at].Keys.TryGetValue(step, out var value))
                (values.TryGetValue(value, out var holders) ? holders : values[value] = []).Add(at);
        }
        // Those the step would unite, without values that say nothing.
        var joined = new int[candidates.Count];
        for (var at = 0; at < joined.Length; at++)
            joined[at] = Leader(leader, at);
        var used = new List<(Guid Value, List<int> Holders)>();
        foreach (var (value, holders) in values.Where(each => each.Value.Count > 1))
        {
            if (Apart(holders) is { } reason)
            {
                doubts.Add(new Doubt(step, value, reason, Numbers(holders)));
                continue;
            }
            used.Add((value, holders));
            foreach (var holder in holders)
                joined[Leader(joined, holder)] = Leader(joined, holders[0]);
        }
        var refused = Enumerable.Range(0, joined.Length).GroupBy(at => Leader(joined, at))
            .Where(group => group.Skip(1).Any()).Select(group => (group.Key, Reason: Apart([.. group]))).Where(each => each.Reason is not null)
            .ToDictionary(each => each.Key, each => each.Reason!);
        foreach (var (value, holders) in used)
        {
            if (refused.TryGetValue(Leader(joined, holders[0]), out var reason))
            {
                // What is one already by a stronger step stays so, and its shared value is no doubt.
                if (holders.Select(holder => Leader(leader, holder)).Distinct().Skip(1).Any())
                    doubts.Add(new Doubt(step, value, reason, Numbers(holders)));
                continue;
            }
            uniting.Add((step, value));
            foreach (var holder in holders)
                leader[Leader(leader, holder)] = Leader(leader, holders[0]);
        }
    }

    /// <summary>Why the records cannot be one thing; null: nothing stands against it.</summary>
    private string? Apart(IReadOnlyCollection<int> members)
    {
        var sources = new HashSet<int>();
        var splitsMet = new HashSet<int>();
        var isOneSource = false;
        Guid? exclusiveKey = null;
        foreach (var at in members)
        {
            var candidate = candidates[at];
            if (splitsOf.TryGetValue(candidate.No, out var sets) && sets.Any(set => !splitsMet.Add(set)))
                return "split";
            if (candidate.Keys.TryGetValue(exclusive, out var key))
            {
                if (exclusiveKey is { } other && other != key)
                    return "exclusive";
                exclusiveKey = key;
            }
            isOneSource |= !candidate.IsWithin && !sources.Add(candidate.SourceNo);
        }
        return isOneSource ? "source" : null;
    }

    private List<Union> Unions()
    {
        var groups = Enumerable.Range(0, candidates.Count).GroupBy(at => Leader(leader, at)).Where(group => group.Skip(1).Any());
        var unions = new List<Union>();
        foreach (var group in groups)
        {
            var members = group.Select(at => candidates[at]).OrderBy(each => each.No).ToList();
            var holders = members.SelectMany(each => each.Keys.Select(key => (key.Key, key.Value, each.No)))
                .Where(each => uniting.Contains((each.Key, each.Value))).GroupBy(each => (each.Key, each.Value), each => each.No).ToDictionary(each => each.Key, each => each.ToList());
            foreach (var member in members)
            {
                var (step, value) = member.Keys.OrderBy(key => key.Key).First(key => holders.TryGetValue((key.Key, key.Value), out var sharing) && sharing.Count > 1);
                unions.Add(new Union(member.No, members[0].No, step, value, holders[(step, value)].First(no => no != member.No)));
            }
        }
        return unions;
    }

    private long[] Numbers(IEnumerable<int> members) => [.. members.Select(at => candidates[at].No).Order()];

    private static int Leader(int[] leaders, int at)
    {
        while (leaders[at] != at)
            at = leaders[at] = leaders[leaders[at]];
        return at;
    }
}
