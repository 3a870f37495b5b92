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
            folded.Append(at < 0 ? lower : Plains[at]);
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

    /// <summary>A text in small letters without accents.</summary>
    public static string Plain(string text) => string.Concat(text.Select(letter =>
    {
        var lower = char.ToLowerInvariant(letter);
        var at = lower < 128 ? -1 : Accented.IndexOf(lower);
        return at < 0 ? lower : Plains[at];
    }));

    /// <summary>
    /// Names by which each column can be told: of several with one name the second is <c>Estado#2</c>, and the fourth
    /// column, if it has no name, is <c>column 4</c>.
    /// </summary>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<string> names)
    {
        var told = new string[names.Count];
        var counts = names.Where(name => name.Length > 0).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        var seen = new Dictionary<string, int>();
        for (var at = 0; at < told.Length; at++)
        {
            told[at] = names[at].Length == 0 ? $"column {at + 1}"
                : counts[names[at]] == 1 ? names[at]
                : $"{names[at]}#{seen[names[at]] = seen.GetValueOrDefault(names[at]) + 1}";
            // A column that is called Estado#2 or column 4 by the file itself.
            while (Array.IndexOf(told, told[at], 0, at) >= 0)
            {
                told[at] += "'";
            }
        }
        return told;
    }

    /// <summary>The name and the number of a column told as <c>Estado#2</c>; 0: it has none.</summary>
    public static (string Name, int Number) Parts(string name)
    {
        var at = name.LastIndexOf('#');
        return at > 0 && int.TryParse(name.AsSpan(at + 1), System.Globalization.NumberStyles.None, null, out var number) && number > 0 ? (name[..at], number) : (name, 0);
    }

    /// <summary>The position of a column in a header, -1 if it is not there, -2 if two columns fit equally well.</summary>
    public static int Find(IReadOnlyList<string> header, string name)
    {
        var whole = FindWhole(header, name);
        if (whole != -1)
        {
            return whole;
        }
        var (bare, wanted) = Parts(name);
        if (wanted == 0)
        {
            // The name alone, of a header that has it several times.
            return header.Any(each => Parts(each) is { Number: > 0 } told && Fold(told.Name) == Fold(name)) ? -2 : -1;
        }
        var same = Enumerable.Range(0, header.Count).Where(at => Fold(Parts(header[at]).Name) == Fold(bare)).ToList();
        return same.Count >= wanted ? same[wanted - 1] : -1;
    }

    private static int FindWhole(IReadOnlyList<string> header, string name)
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
        // What is said of a name holds for each column of that name.
        if (Parts(name) is { Number: > 0 } told && Parts(pattern).Number == 0 && Fits(told.Name, pattern))
        {
            return true;
        }
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? Fold(name) == Fold(pattern)
            : Fold(name).StartsWith(Fold(pattern[..star]), StringComparison.Ordinal)
              && Fold(name).EndsWith(Fold(pattern[(star + 1)..]), StringComparison.Ordinal);
    }

    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plains = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";
}
