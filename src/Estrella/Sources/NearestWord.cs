using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>The word of a contract or a header a misspelt one was meant to be: case, accents and blanks do not count.</summary>
internal static class NearestWord
{
    /// <summary>The nearest of <paramref name="words"/>, or null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> words)
    {
        var known = words.ToLookup(ColumnName.Fold);
        return Spelling.Nearest(ColumnName.Fold(word), known.Select(each => each.Key)) is { } near ? known[near].First() : null;
    }

    /// <summary>A clause for a message: <c>; did you mean 'holds'?</c>, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> words) => Of(word, words) is { } near ? $"; did you mean '{near}'?" : "";
}
