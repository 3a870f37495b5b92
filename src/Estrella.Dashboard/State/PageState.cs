using System.Collections.Immutable;
using Estrella.Questions;

namespace Estrella.Dashboard.State;

/// <summary>What a page shows, as its address says it: the words are those of <c>estrella ask</c>.</summary>
public sealed class PageState
{
    /// <summary>Words of an address that mean something, in the order they are written.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["period", "from", "to", "by", "compare", "where", "scope", "basis", "money", "terms", "at", "top", "level", "window", "view"];

    private readonly ImmutableSortedDictionary<int, ImmutableList<string>> said;

    private PageState(string path, ImmutableSortedDictionary<int, ImmutableList<string>> said) => (Path, this.said) = (path, said);

    public string Path { get; }

    public static PageState Of(string path, IEnumerable<KeyValuePair<string, string?>> query)
    {
        var said = ImmutableSortedDictionary<int, ImmutableList<string>>.Empty;
        foreach (var (name, value) in query)
        {
            if (At(name) is >= 0 and var at && !string.IsNullOrWhiteSpace(value))
                said = said.SetItem(at, said.GetValueOrDefault(at, []).Add(value.Trim()));
        }
        // The form of the filter says dimension and value apart.
        var parts = query.Where(each => each.Key is "dimension" or "value").ToLookup(each => each.Key, each => each.Value);
        var state = new PageState(path, said);
        return parts["dimension"].FirstOrDefault() is { Length: > 0 } dimension && parts["value"].FirstOrDefault() is { Length: > 0 } wanted
            ? state.Filtered(dimension, wanted.Trim())
            : state;
    }

    public string? this[string word] => said.GetValueOrDefault(At(word))?[0];

    /// <summary>Filters by dimension, as they were typed.</summary>
    public IReadOnlyList<(string Dimension, string Value)> Filters =>
        [.. All("where").Select(each => each.Split('=', 2)).Where(each => each.Length == 2).Select(each => (each[0], each[1]))];

    public IReadOnlyList<string> All(string word) => said.GetValueOrDefault(At(word), []);

    /// <summary>The page with one word said differently; null: not said.</summary>
    public PageState With(string word, string? value)
    {
        var changed = value is null ? said.Remove(At(word)) : said.SetItem(At(word), [value]);
        // A period and days of its own exclude each other; a month of real money goes with real terms only.
        if (word == "period")
            changed = changed.Remove(At("from")).Remove(At("to"));
        if (word is "from" or "to" && value is not null)
            changed = changed.Remove(At("period"));
        if (word == "terms")
            changed = changed.Remove(At("at"));
        return new PageState(Path, changed);
    }

    /// <summary>The same words on another page.</summary>
    public PageState On(string path) => new PageState(path, said).With("by", null).With("top", null).With("level", null).With("window", null).With("view", null);

    public PageState Filtered(string dimension, string value) => new(
        Path, said.SetItem(At("where"), Unfiltered(dimension).All("where").ToImmutableList().Add($"{dimension}={value}")));

    public PageState Unfiltered(string dimension)
    {
        var left = All("where").Where(each => !each.StartsWith(dimension + "=", StringComparison.Ordinal)).ToImmutableList();
        return new PageState(Path, left.Count == 0 ? said.Remove(At("where")) : said.SetItem(At("where"), left));
    }

    /// <summary>Every word but some, for the hidden fields of a form.</summary>
    public IEnumerable<KeyValuePair<string, string>> Except(params string[] words) =>
        said.SelectMany(each => each.Value.Select(value => KeyValuePair.Create(Words[each.Key], value))).Where(each => !words.Contains(each.Key));

    /// <summary>The address.</summary>
    public string Href => Path + Query(Except());

    public static string Query(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var query = string.Join('&', pairs.Select(each => $"{each.Key}={Spelled(each.Value)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    /// <summary>Those of its words a question takes, with others set by the page; what it does not take is left unsaid.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> For(QuestionFile question, AskedDays days, params (string Word, string? Value)[] set)
    {
        var options = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var word in Words.Where(each => question.Takes.ContainsKey(each) && this[each] is not null))
        {
            // A word of another question's list is none of this one's.
            if (question.Takes[word].Allowed is not { Count: > 0 } allowed || allowed.Contains(this[word]!))
                options[word] = [this[word]!];
        }
        if (question.Uses.Contains("from") || question.Uses.Contains("to"))
        {
            if (days.From is { } from)
                options["from"] = [$"{from:yyyy-MM-dd}"];
            if (days.To is { } to)
                options["to"] = [$"{to:yyyy-MM-dd}"];
        }
        if (question.Uses.Contains("filters") && Filters.Where(each => question.Where.Contains(each.Dimension)).ToList() is { Count: > 0 } filters)
            options["where"] = [.. filters.Select(each => $"{each.Dimension}={each.Value}")];
        foreach (var (word, value) in set.Where(each => question.Takes.ContainsKey(each.Word)))
        {
            if (value is null)
                options.Remove(word);
            else
                options[word] = [value];
        }
        return options;
    }

    /// <summary>Filters that say nothing of a question.</summary>
    public IReadOnlyList<string> Unheard(QuestionFile question) =>
        [.. Filters.Select(each => each.Dimension).Where(each => !question.Uses.Contains("filters") || !question.Where.Contains(each))];

    private static int At(string word) => Words.ToList().IndexOf(word);

    // Letters and the signs of a filter stay readable: a link is for people, too.
    private static string Spelled(string value) => Uri.EscapeDataString(value).Replace("%3D", "=", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal);
}

/// <summary>Days asked about, half-open; null: as far as the facts go.</summary>
public readonly record struct AskedDays(DateOnly? From, DateOnly? To);
