using System.Reflection;
using System.Text;
using Estrella.Entities;
using YamlDotNet.RepresentationModel;

namespace Estrella.Sources.Discovery;

/// <summary>What a column's name may mean.</summary>
/// <param name="Field">A field of the entity, or <see cref="Headings.Id"/>.</param>
/// <param name="IsQualified">The name says the entity, too: <c>order date</c>, not <c>date</c>.</param>
/// <param name="Rank">Place of the word in the dictionary: the first is the plainest.</param>
internal readonly record struct Heading(Entity Entity, string Field, bool IsQualified, int Rank);

/// <summary>The dictionary of headers and values: Spanish, English and Portuguese words for entities, fields and vocabularies.</summary>
internal sealed class Headings
{
    public const string Id = "id";

    private static readonly HashSet<string> Stops = ["de", "del", "la", "el", "los", "las", "of", "the", "da", "do", "dos", "das", "por", "for", "a", "al", "en", "y", "e", "s"];

    private readonly Dictionary<string, List<Heading>> meanings = [];
    private readonly Dictionary<string, Dictionary<string, string>> words = [];
    private readonly Dictionary<string, List<Entity>> entities = [];

    private Headings(YamlMappingNode headings, YamlMappingNode values)
    {
        foreach (var (entity, node) in headings.Children)
            Learn(EntityCatalog.Get(((YamlScalarNode)entity).Value!), (YamlMappingNode)node);
        foreach (var (vocabulary, node) in values.Children)
        {
            words[((YamlScalarNode)vocabulary).Value!] = ((YamlMappingNode)node).Children
                .SelectMany(each => Texts(each.Value).Select(text => (Text: Fold(text), Word: ((YamlScalarNode)each.Key).Value!)))
                .GroupBy(each => each.Text)
                .ToDictionary(group => group.Key, group => group.First().Word);
        }
    }

    /// <summary>The dictionary shipped with Estrella.</summary>
    public static Headings Shipped { get; } = new(Read("headings.yml"), Read("values.yml"));

    /// <summary>What a column of that name may mean; nothing where no word is known.</summary>
    public IReadOnlyList<Heading> Meanings(string name) => meanings.GetValueOrDefault(Fold(name)) ?? [];

    /// <summary>Entities a name speaks of, such as a file's: the longest words first.</summary>
    public IEnumerable<(Entity Entity, int Length)> Named(string name)
    {
        var tokens = Tokens(name);
        var found = new Dictionary<Entity, int>();
        for (var from = 0; from < tokens.Count; from++)
        {
            for (var to = from + 1; to <= tokens.Count; to++)
            {
                foreach (var entity in entities.GetValueOrDefault(string.Concat(tokens[from..to])) ?? [])
                    found[entity] = Math.Max(found.GetValueOrDefault(entity), to - from);
            }
        }
        return found.Select(each => (each.Key, each.Value)).OrderByDescending(each => each.Value);
    }

    /// <summary>The word of a closed vocabulary a text stands for, or null.</summary>
    public string? Word(string vocabulary, string text) => words[vocabulary].GetValueOrDefault(Fold(text));

    /// <summary>Letters of a name that count: without case, accents, plural, small words and what stands in brackets.</summary>
    public static string Fold(string name) => string.Concat(Tokens(name));

    private static List<string> Tokens(string name)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < name.Length; at++)
        {
            var letter = name[at];
            depth += letter is '(' or '[' ? 1 : letter is ')' or ']' && depth > 0 ? -1 : 0;
            var isPart = depth == 0 && (char.IsLetterOrDigit(letter) || letter is '#');
            // FechaOrden, OrderID, pedidoN: a capital behind a small letter begins a word.
            var begins = isPart && char.IsUpper(letter) && at > 0 && char.IsLower(name[at - 1]);
            if ((!isPart || begins) && token.Length > 0)
                Flush();
            if (isPart)
                token.Append(letter);
        }
        Flush();
        var kept = tokens.Where(each => !Stops.Contains(each)).ToList();
        return [.. (kept.Count > 0 ? kept : tokens).Select(ColumnName.Fold)];

        void Flush()
        {
            if (token.Length > 0)
                tokens.Add(token.ToString().ToLowerInvariant());
            token.Clear();
        }
    }

    private void Learn(Entity entity, YamlMappingNode node)
    {
        var own = Texts(node.Children[new YamlScalarNode("words")]).Select(Fold).Distinct().ToList();
        foreach (var word in own)
            Add(entities, word, entity);
        foreach (var (key, list) in node.Children)
        {
            var field = ((YamlScalarNode)key).Value!;
            if (field == "words")
                continue;
            if (field != Id && entity.Find(field) is null)
                throw new InvalidOperationException($"headings.yml: {entity.Name} has no field '{field}'");
            var rank = 0;
            foreach (var phrase in Texts(list).Select(Fold).Distinct())
            {
                Add(meanings, phrase, new Heading(entity, field, false, rank));
                foreach (var word in own)
                {
                    Add(meanings, word + phrase, new Heading(entity, field, true, rank));
                    Add(meanings, phrase + word, new Heading(entity, field, true, rank));
                }
                rank++;
            }
        }
        // The entity's own word heads the column that names it.
        foreach (var word in own)
            Add(meanings, word, new Heading(entity, Id, true, 99));
    }

    private static void Add<T>(Dictionary<string, List<T>> lists, string key, T value)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        if (!list.Contains(value))
            list.Add(value);
    }

    private static IEnumerable<string> Texts(YamlNode node) => ((YamlSequenceNode)node).Children.Select(each => ((YamlScalarNode)each).Value!);

    private static YamlMappingNode Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Sources/Discovery/" + name)!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
