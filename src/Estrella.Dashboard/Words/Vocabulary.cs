using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Estrella.Dashboard.Words;

/// <summary>The texts of pages in one language: a data file each, with the same keys.</summary>
public sealed class Vocabulary
{
    public static IReadOnlyList<string> Languages { get; } = ["es", "en"];

    private static readonly FrozenDictionary<string, Vocabulary> ByLanguage = Languages.ToFrozenDictionary(each => each, each => new Vocabulary(each));

    // Columns whose words a question file writes itself.
    private static readonly FrozenSet<string> Lists = FrozenSet.ToFrozenSet(["entry", "phase", "rfm_group", "step"]);

    private readonly FrozenDictionary<string, string> texts;

    private Vocabulary(string language)
    {
        Language = language;
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Words/{language}.json")!;
        texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }

    public string Language { get; }

    public IEnumerable<string> Keys => texts.Keys;

    public static Vocabulary In(string language) => ByLanguage[language];

    /// <summary>A text that must be there.</summary>
    public string this[string key] => texts.TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"no text '{key}' in {Language}.json");

    public string? Find(string key) => texts.GetValueOrDefault(key);

    public string Fill(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The heading of a column; a column nobody named yet shows its own name in words.</summary>
    public string Column(string name) => Find("column." + name) ?? Spoken(name);

    /// <summary>A value of a closed list, such as <c>scope.booked</c>; others as they are.</summary>
    public string Word(string list, string value) => Find($"{list}.{value}") ?? value;

    /// <summary>A cell of an answer: words of a closed list, such as <c>entry</c> or <c>step</c>, are in the reader's language; others as they are.</summary>
    public string Said(string column, string cell) => Lists.Contains(column) ? Word(column, cell) : cell;

    /// <summary>A cell whose column is not known: a word of any of those lists is in the reader's language.</summary>
    public string Said(string cell) => Lists.Select(list => Find($"{list}.{cell}")).OfType<string>().FirstOrDefault() ?? cell;

    /// <summary>What a title calls a question; without a text of its own its name in words.</summary>
    public string Question(string name) => Find("question." + name) ?? Spoken(name);

    private static string Spoken(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
