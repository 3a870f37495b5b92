namespace Estrella.Sources;

/// <summary>The word a misspelt one was meant to be.</summary>
internal static class NearestWord
{
    /// <summary>The nearest of <paramref name="words"/> by edit distance, or null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> words)
    {
        var folded = ColumnName.Fold(word);
        var nearest = words
            .Select(each => (Word: each, Distance: Distance(folded, ColumnName.Fold(each))))
            .OrderBy(each => each.Distance)
            .FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(2, folded.Length / 2) ? nearest.Word : null;
    }

    /// <summary>A clause for a message: <c>; did you mean 'holds'?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> words) => Of(word, words) is { } near ? $"; did you mean '{near}'?" : "";

    private static int Distance(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var diagonal = above[0];
            above[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var here = Math.Min(Math.Min(above[column], above[column - 1]) + 1, diagonal + (from[row - 1] == to[column - 1] ? 0 : 1));
                diagonal = above[column];
                above[column] = here;
            }
        }
        return above[to.Length];
    }
}
