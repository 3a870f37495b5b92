namespace Estrella.Sources.Discovery;

/// <summary>How many distinct values all columns of a folder may hold together; the largest column gives way first.</summary>
internal sealed class DistinctRoom(int most)
{
    /// <summary>About 100 MB of hashes.</summary>
    public const int OfFolder = 4_000_000;

    private readonly List<DistinctValues> all = [];
    private long held;

    public void Add(DistinctValues values) => all.Add(values);

    public void Changed(int by)
    {
        held += by;
        if (held > most)
            all.MaxBy(each => each.Held)!.Halve();
    }
}

/// <summary>
/// The distinct values of a column by their hashes: all of them while there is room, else an even share, those whose
/// hash ends in so many zeros. Two shares hold the same values of what both columns hold, so that a reference is still
/// found by them; counts are then estimates.
/// </summary>
internal sealed class DistinctValues
{
    private readonly HashSet<ulong> held = [];
    private readonly DistinctRoom room;
    private int halvings;

    public DistinctValues(DistinctRoom room)
    {
        this.room = room;
        room.Add(this);
    }

    public int Held => held.Count;

    /// <summary>Every value is held, none only by its share.</summary>
    public bool IsWhole => halvings == 0;

    /// <summary>A value stood twice, as far as it was held.</summary>
    public bool HasTwice { get; private set; }

    public int Count => (int)Math.Min(int.MaxValue, (long)held.Count << halvings);

    public void Add(ulong hash)
    {
        if (!IsHeldBy(hash, halvings))
            return;
        if (held.Add(hash))
            room.Changed(1);
        else
            HasTwice = true;
    }

    /// <summary>How many of the other's values are among these.</summary>
    public int Shared(DistinctValues other)
    {
        var share = Math.Max(halvings, other.halvings);
        var count = 0L;
        foreach (var hash in other.held)
        {
            if (IsHeldBy(hash, share) && held.Contains(hash))
                count++;
        }
        return (int)Math.Min(other.Count, count << share);
    }

    /// <summary>Holds nothing any more.</summary>
    public void Clear()
    {
        room.Changed(-held.Count);
        held.Clear();
        HasTwice = false;
    }

    /// <summary>Holds only half of the values from now on.</summary>
    public void Halve()
    {
        halvings++;
        var before = held.Count;
        held.RemoveWhere(hash => !IsHeldBy(hash, halvings));
        held.TrimExcess();
        room.Changed(held.Count - before);
    }

    private static bool IsHeldBy(ulong hash, int halvings) => (hash & ((1UL << halvings) - 1)) == 0;
}
