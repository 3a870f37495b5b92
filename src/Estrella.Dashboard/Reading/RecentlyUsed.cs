namespace Estrella.Dashboard.Reading;

/// <summary>What was used last, up to a size: what was used longest ago goes first.</summary>
/// <param name="most">Of all that is kept, in the unit of <paramref name="size"/>.</param>
internal sealed class RecentlyUsed<T>(long most, Func<T, long> size)
    where T : class
{
    private readonly Lock door = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> byKey = [];
    private readonly LinkedList<(string Key, T Value)> byUse = [];
    private long held;

    public T? Find(string key)
    {
        lock (door)
        {
            if (!byKey.TryGetValue(key, out var node))
                return null;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps it in the place of what was kept under the key; what would fill a quarter of the room is not kept.</summary>
    public void Keep(string key, T value)
    {
        if (size(value) > most / 4)
            return;
        lock (door)
        {
            if (byKey.TryGetValue(key, out var before))
                Remove(before);
            byKey[key] = byUse.AddFirst((key, value));
            held += size(value);
            while (held > most && byUse.Last is { } oldest)
                Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<(string Key, T Value)> node)
    {
        byUse.Remove(node);
        byKey.Remove(node.Value.Key);
        held -= size(node.Value.Value);
    }
}
