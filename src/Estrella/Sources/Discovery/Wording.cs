using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>
/// The words a name is made of, in the dictionary's own language: <c>COD_CLI</c>, <c>CustomerCode</c> and
/// <c>codigodelcliente</c> are all <c>code customer</c>. An ambiguous word gives several readings.
/// </summary>
internal sealed class Wording
{
    private const int MostReadings = 12;

    private static readonly HashSet<string> Stops =
        ["de", "del", "la", "el", "los", "las", "of", "the", "da", "do", "dos", "das", "por", "for", "a", "al", "en", "em", "y", "e", "s", "at", "on", "by", "in", "fk", "pk", "is", "º", "ª", "°"];

    /// <summary>Folded word to what it stands for; a word of no list stands for itself.</summary>
    private readonly Dictionary<string, List<string>> senses = [];

    /// <summary>Words names may be run together of: <c>codcliente</c>.</summary>
    private readonly HashSet<string> pieces = [.. Stops.Where(each => each.Length > 1)];

    private readonly HashSet<string> known = [];

    private readonly Dictionary<string, List<string>> begun = [];

    /// <summary>Says that a word means the same as another.</summary>
    public void Same(string word, string sense)
    {
        Know(word);
        var list = senses.TryGetValue(ColumnName.Fold(word), out var known) ? known : senses[ColumnName.Fold(word)] = [];
        if (!list.Contains(ColumnName.Fold(sense)))
            list.Add(ColumnName.Fold(sense));
    }

    /// <summary>Learns the words of a phrase, for names that run them together.</summary>
    public void Know(string phrase)
    {
        foreach (var token in Cut(phrase))
        {
            if (token.Length > 1)
                pieces.Add(ColumnName.Plain(token));
            known.Add(ColumnName.Fold(token));
        }
    }

    /// <summary>The dictionary has the word, or one that begins so.</summary>
    /// <param name="word">As <see cref="Words"/> cuts it.</param>
    public bool Knows(string word) => senses.ContainsKey(word) || known.Contains(word) || Begun(word) is not null;

    /// <summary>The readings of a name: the senses of its words, in alphabetic order, with a blank between.</summary>
    public IReadOnlyList<string> Readings(string name) => Readings(Words(name));

    /// <param name="words">As <see cref="Words"/> cuts them.</param>
    public IReadOnlyList<string> Readings(IEnumerable<string> words)
    {
        var list = words.ToList();
        List<List<string>> readings = [[]];
        foreach (var word in list)
        {
            var means = senses.GetValueOrDefault(word) ?? Begun(word) ?? [word];
            readings = [.. readings.SelectMany(reading => means.Select(mean => reading.Append(mean).ToList())).Take(MostReadings)];
        }
        // An ambiguous word of the dictionary's own phrases is met by itself: estado is a state or a status, status is no state.
        return [.. readings.Append(list).Select(Joined).Distinct()];
    }

    /// <summary>How a phrase of the dictionary is kept: its sense, or the phrase itself where a word of it has several.</summary>
    public string Phrase(string phrase)
    {
        var words = Words(phrase);
        return words.Exists(word => senses.GetValueOrDefault(word) is { Count: > 1 })
            ? Joined(words)
            : Joined(words.Select(word => senses.TryGetValue(word, out var means) ? means[0] : word));
    }

    /// <summary>The words of a name that count, folded, in their order.</summary>
    public List<string> Words(string name)
    {
        // WhatsApp, wareHouse: one word, however it is written.
        var cut = Cut(name);
        var tokens = cut.Count > 1 && name.All(char.IsLetter) && pieces.Contains(ColumnName.Plain(name)) && cut.Exists(each => !pieces.Contains(ColumnName.Plain(each)))
            ? [ColumnName.Plain(name)]
            : cut.SelectMany(Split).ToList();
        var kept = tokens.Where(each => !Stops.Contains(each)).ToList();
        return [.. (kept.Count > 0 ? kept : tokens).Select(ColumnName.Fold)];
    }

    /// <summary>A word nobody knows that is others run together is these.</summary>
    private IEnumerable<string> Split(string token)
    {
        var plain = ColumnName.Plain(token);
        if (plain.Length < 5 || pieces.Contains(plain) || senses.ContainsKey(ColumnName.Fold(plain)) || Begun(ColumnName.Fold(plain)) is not null)
            return [token];
        // The fewest pieces up to each letter; one of two letters counts twice, for it may be anything.
        var best = new (int Count, int From)[plain.Length + 1];
        for (var to = 1; to <= plain.Length; to++)
        {
            best[to] = (int.MaxValue, 0);
            for (var from = to - 2; from >= 0; from--)
            {
                var cost = to - from == 2 ? 2 : 1;
                if (best[from].Count < best[to].Count - cost && pieces.Contains(plain[from..to]))
                    best[to] = (best[from].Count + cost, from);
            }
        }
        if (best[^1].Count > 4)
            return [token];
        var parts = new List<string>();
        for (var to = plain.Length; to > 0; to = best[to].From)
            parts.Insert(0, plain[best[to].From..to]);
        return parts;
    }

    /// <summary>What a word that was cut short may stand for: DESCRIPCIO, ARTICU. Null: no word, or too many, begin so.</summary>
    private List<string>? Begun(string word)
    {
        if (word.Length < 4 || pieces.Contains(word))
            return null;
        if (!begun.TryGetValue(word, out var found))
        {
            found = [.. senses.Where(each => each.Key.StartsWith(word, StringComparison.Ordinal)).SelectMany(each => each.Value).Distinct()];
            begun[word] = found = found.Count <= 3 ? found : [];
        }
        return found.Count > 0 ? found : null;
    }

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words.Distinct().Order(StringComparer.Ordinal));

    /// <summary>Parts of a name between signs, and where a capital begins a word: <c>FechaOrden</c>, <c>SKUCode</c>. What stands in brackets does not count.</summary>
    public static List<string> Cut(string name)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var letter = name[at];
            depth += letter is '(' or '[' ? 1 : letter is ')' or ']' && depth > 0 ? -1 : 0;
            var isPart = depth == 0 && (char.IsLetterOrDigit(letter) || letter is '#' or '%' or '°');
            // P.V.P. and N.º are one word.
            if (letter == '.' && token.Length == 1 && at + 1 < name.Length && char.IsLetter(name[at + 1]) && (at + 2 >= name.Length || !char.IsLetterOrDigit(name[at + 2])))
                continue;
            if (letter == '.' && token.Length > 1 && at > 1 && name[at - 2] == '.')
                continue;
            var begins = isPart && at > 0 && char.IsUpper(letter)
                && (char.IsLower(name[at - 1]) || (char.IsUpper(name[at - 1]) && at + 1 < name.Length && char.IsLower(name[at + 1])));
            // Discount (%): the sign is the word.
            if (letter == '%' && depth == 1 && name[at - 1] is '(' or '[' && at + 1 < name.Length && name[at + 1] is ')' or ']')
                tokens.Add("%");
            // Line#: a number; %Dto and Disc%: two words, and IVA21% is 21 per cent.
            begins |= isPart && at > 0 && ((letter == '%' && char.IsLetter(name[at - 1])) || (name[at - 1] == '%' && char.IsLetter(letter)));
            if ((!isPart || begins || letter == '#') && token.Length > 0)
                Flush(letter);
            if (isPart)
                token.Append(letter);
        }
        Flush(' ');
        return tokens;

        void Flush(char next)
        {
            var word = token.ToString().ToLowerInvariant();
            // Total c/ IVA, PVP s/ IVA: with and without; N/C and NIT / CC are something else.
            if (next == '/' && word is "c" or "s" && tokens.Count > 0)
                word = word == "c" ? "con" : "sin";
            if (word.Length > 0)
                tokens.Add(word);
            token.Clear();
        }
    }
}
