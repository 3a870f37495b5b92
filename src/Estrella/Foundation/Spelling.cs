namespace Estrella.Foundation;

/// <summary>What a misspelt word was meant to be.</summary>
public static class Spelling
{
    /// <summary>
    /// The known word with the fewest letters added, left out, changed or swapped with their neighbour, or null when
    /// none is near: more than a third of the letters differ.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var lower = word.ToLowerInvariant();
        return known
            .Select(candidate => (candidate, distance: Distance(lower, candidate.ToLowerInvariant())))
            .Where(found => found.distance <= Math.Max(1, Math.Max(word.Length, found.candidate.Length) / 3))
            .OrderBy(found => found.distance)
            .ThenBy(found => found.candidate, StringComparer.Ordinal)
            .Select(found => found.candidate)
            .FirstOrDefault();
    }

    /// <summary>The known words that are least unlike it, the likest first, whether near or not.</summary>
    public static IReadOnlyList<string> Likest(string word, IEnumerable<string> known, int count = 3)
    {
        var lower = word.ToLowerInvariant();
        return
        [
            .. known
                .OrderBy(candidate => Distance(lower, candidate.ToLowerInvariant()))
                .ThenBy(candidate => candidate, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    /// <summary>`; did you mean 'run'?`, or the known words when none is near.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known) =>
        Nearest(word, known) is { } nearest ? $"did you mean '{nearest}'?" : $"known are: {string.Join(", ", known)}";

    // Optimal string alignment: a swap of neighbours, the commonest slip, counts as one.
    static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(changed, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[left.Length, right.Length];
    }
}
