using System.Reflection;
using Estrella.Entities;
using Estrella.Foundation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Estrella.Sources.Discovery;

/// <summary>A dictionary as its files say it: words that mean the same, names of columns, values of closed vocabularies.</summary>
internal sealed record Dictionary(
    IReadOnlyList<(string Sense, IReadOnlyList<string> Words)> Words,
    IReadOnlyList<string> Foreign,
    IReadOnlyList<string> Times,
    IReadOnlyList<(Entity Entity, Dictionary<string, IReadOnlyList<string>> Fields)> Headings,
    Dictionary<string, Dictionary<string, IReadOnlyList<string>>> Values)
{
    public const string EntityWords = "words";

    /// <summary>Things Estrella has no entity for; a column that says one is left.</summary>
    private const string OfNone = "none";

    /// <summary>What a column is called that tells the time of the day another column names.</summary>
    private const string OfDay = "time_of_day";

    public static Dictionary Shipped { get; } = Of(Resource("words.yml"), Resource("headings.yml"), Resource("values.yml"), "dictionary");

    /// <exception cref="EstrellaException">Exit 4: the file is no dictionary.</exception>
    public static Dictionary Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var root = Root(reader);
            foreach (var section in root.Children.Keys.OfType<YamlScalarNode>().Where(each => each.Value is not ("words" or "headings" or "values")))
                throw Refuse(path, section, $"'{section.Value}' is no part of a dictionary", "its parts are words, headings and values");
            return Of(Part(root, "words"), Part(root, "headings"), Part(root, "values"), path);
        }
        catch (YamlException broken)
        {
            throw new EstrellaException(ExitCode.DecisionMissing, $"{path}:{broken.Start.Line}:{broken.Start.Column}: it is no YAML: {broken.Message}", "correct it, or take it away");
        }
        catch (InvalidCastException)
        {
            throw new EstrellaException(ExitCode.DecisionMissing, $"{path}: it is no dictionary", "write words, headings and values as maps of lists: docs/decisions/0012-discovery.md has an example");
        }
    }

    private static Dictionary Of(YamlMappingNode words, YamlMappingNode headings, YamlMappingNode values, string path) => new(
        [.. words.Children.Select(each => (Text(each.Key), Texts(each.Value)))],
        headings.Children.TryGetValue(new YamlScalarNode(OfNone), out var none) ? Texts(none) : [],
        headings.Children.TryGetValue(new YamlScalarNode(OfDay), out var times) ? Texts(times) : [],
        [.. headings.Children.Where(each => Text(each.Key) is not (OfNone or OfDay)).Select(each => (EntityOf(each.Key, path), FieldsOf(each.Key, (YamlMappingNode)each.Value, path)))],
        values.Children.ToDictionary(each => VocabularyOf(each.Key, path), each => WordsOf((YamlMappingNode)each.Value)));

    private static Entity EntityOf(YamlNode name, string path) => EntityCatalog.Find(Text(name))
        ?? throw Refuse(path, name, $"'{Text(name)}' is no entity", $"name one of: {string.Join(", ", EntityCatalog.All.Select(each => each.Name))}");

    private static Dictionary<string, IReadOnlyList<string>> FieldsOf(YamlNode entity, YamlMappingNode node, string path)
    {
        var of = EntityOf(entity, path);
        foreach (var field in node.Children.Keys.Where(each => Text(each) is var name && name is not (EntityWords or Discovery.Headings.Id or Discovery.Headings.Kind) && of.Find(name) is null))
            throw Refuse(path, field, $"{of.Name} has no field '{Text(field)}'", $"name one of: {string.Join(", ", of.Fields.Select(each => each.Name))}");
        return WordsOf(node);
    }

    private static string VocabularyOf(YamlNode name, string path) => Text(name) is var text && text is Vocabulary.OrderStatus or Vocabulary.PaymentStatus or Vocabulary.AddressKind or Vocabulary.ChargeKind or Discovery.Headings.DocumentKind or Discovery.Headings.EventKind or Discovery.Headings.Flag
        ? text
        : throw Refuse(path, name, $"'{text}' is no vocabulary", $"name one of: {Vocabulary.OrderStatus}, {Vocabulary.PaymentStatus}, {Vocabulary.AddressKind}, {Vocabulary.ChargeKind}");

    private static Dictionary<string, IReadOnlyList<string>> WordsOf(YamlMappingNode node) => node.Children.ToDictionary(each => Text(each.Key), each => Texts(each.Value));

    private static EstrellaException Refuse(string path, YamlNode at, string problem, string next) =>
        new(ExitCode.DecisionMissing, $"{path}:{at.Start.Line}:{at.Start.Column}: {problem}", next);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IReadOnlyList<string> Texts(YamlNode node) => [.. ((YamlSequenceNode)node).Children.Select(Text)];

    private static YamlMappingNode Part(YamlMappingNode root, string name) => root.Children.TryGetValue(new YamlScalarNode(name), out var part) ? (YamlMappingNode)part : [];

    private static YamlMappingNode Resource(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Sources/Discovery/" + name)!);
        return Root(reader);
    }

    private static YamlMappingNode Root(TextReader reader)
    {
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents.Count == 0 ? [] : (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
