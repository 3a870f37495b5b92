namespace Estrella.Questions;

/// <summary>Which known words a misspelt one may mean.</summary>
internal static class Likeness
{
    /// <summary>The nearest words first, by the number of letters to change; at most <paramref name="count"/>.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> known, int count = 3) =>
    [
        .. known
            .Select(each => (Word: each, Distance: Distance(word.ToLowerInvariant(), each.ToLowerInvariant())))
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Word, StringComparer.Ordinal)
            .Take(count)
            .Select(each => each.Word),
    ];

    private static int Distance(string left, string right)
    {
        var before = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var now = new int[right.Length + 1];
            now[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[row - 1] == right[column - 1] ? 0 : 1;
                now[column] = Math.Min(Math.Min(now[column - 1], before[column]) + 1, before[column - 1] + change);
            }
            before = now;
        }
        return before[right.Length];
    }
}
