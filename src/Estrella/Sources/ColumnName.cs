using System.Text;

namespace Estrella.Sources;

/// <summary>Names of columns match without regard to case, accents, blanks, underscores and plural.</summary>
internal static class ColumnName
{
    /// <summary>
    /// The letters of a name: lower case, without accents, blanks and underscores, and without the
    /// ending of an English or Spanish plural. Done by a table, because the invariant globalization
    /// this program runs with does not decompose letters.
    /// </summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsWhiteSpace(letter) || letter is '_' or '-' or '.' or '\ufeff' or (>= '\u0300' and <= '\u036f'))
            {
                continue;
            }
            var lower = char.ToLowerInvariant(letter);
            var at = lower < 128 ? -1 : Accented.IndexOf(lower);
            folded.Append(at < 0 ? lower : Plain[at]);
        }
        // ordenes, orden; prices, price: the same ending is taken off the singular.
        var end = folded.Length;
        if (end > 2 && folded[end - 1] == 's')
        {
            end--;
        }
        if (end > 2 && folded[end - 1] == 'e')
        {
            end--;
        }
        folded.Length = end;
        return folded.ToString();
    }

    /// <summary>The position of a column in a header, -1 if it is not there, -2 if two columns fit equally well.</summary>
    public static int Find(IReadOnlyList<string> header, string name)
    {
        ReadOnlySpan<Func<string, string>> views = [each => each, each => each.ToLowerInvariant(), Fold];
        foreach (var view in views)
        {
            var wanted = view(name);
            var found = -1;
            for (var at = 0; at < header.Count; at++)
            {
                if (view(header[at]) == wanted)
                {
                    if (found >= 0)
                    {
                        return -2;
                    }
                    found = at;
                }
            }
            if (found >= 0)
            {
                return found;
            }
        }
        return -1;
    }

    /// <summary>Whether a name fits a pattern such as <c>Billing *</c>; a pattern without a star is a name.</summary>
    public static bool Fits(string name, string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? Fold(name) == Fold(pattern)
            : Fold(name).StartsWith(Fold(pattern[..star]), StringComparison.Ordinal)
              && Fold(name).EndsWith(Fold(pattern[(star + 1)..]), StringComparison.Ordinal);
    }

    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";
}
