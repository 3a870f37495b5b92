using System.Globalization;
using Estrella.Entities;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>
/// A folder of the corpus: exports with one nasty trait or a believable mixture, and beside them <c>expected.yml</c>: of each
/// column the fields it feeds, and what the figures come to, both written by a person.
/// </summary>
internal sealed class CorpusFolder
{
    /// <summary>What a person writes of a column nothing is to be read from.</summary>
    private const string Left = "left";

    private const string Secret = "secret";

    private readonly YamlMappingNode expected;

    internal CorpusFolder(string path)
    {
        Path = path;
        using var reader = new StreamReader(System.IO.Path.Combine(path, "expected.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        expected = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Month, gross and net sales by hand; empty: the folder's exports tell no sales.</summary>
    public IReadOnlyList<(string Month, decimal Gross, decimal Net)> Revenue =>
        [.. Answers("revenue").Select(each => (Text(each.Key) + "-01", Money(((YamlSequenceNode)each.Value)[0]), Money(((YamlSequenceNode)each.Value)[1])))];

    /// <summary>Month and money collected by hand.</summary>
    public IReadOnlyList<(string Month, decimal Collected)> Payments => [.. Answers("payments").Select(each => (Text(each.Key) + "-01", Money(each.Value)))];

    /// <summary>Customers with an order that was kept; null: not asked.</summary>
    public long? Customers => Answer("customers") is { } node ? (long)Money(node) : null;

    /// <summary>How many reviews, their stars together, of how many the product is known, of how many the customer; null: not asked.</summary>
    public string? Reviews => Answer("reviews") is YamlSequenceNode counts ? string.Join(' ', counts.Children.Select(Text)) : null;

    /// <summary>Steps by which a person unites the customers of its files; none: nobody is one with anybody.</summary>
    public IReadOnlyList<string> Identity => List("identity", "holds");

    /// <summary>Steps that are only noted, those that hold among them.</summary>
    public IReadOnlyList<string> Doubted => List("identity", "doubted");

    /// <summary>How many customers meet and conflict, counted by hand; null: nothing is noted.</summary>
    public string? IdentityProof => Find("identity", "proof") is { } proof ? Text(proof) : null;

    public static string Root => System.IO.Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static IReadOnlyList<CorpusFolder> All { get; } = [.. Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(path => new CorpusFolder(path))];

    public static CorpusFolder Get(string name) => All.Single(each => each.Name == name);

    public Discovered Discover() => Discoverer.Discover(Path, null, null, null, TestContext.Current.CancellationToken);

    /// <summary>Each column of each file with what a person says it feeds and what the draft makes of it.</summary>
    public List<Column> Compare(Discovered found)
    {
        var contract = Contract.Parse(found.Contract, $"{Name}.yml");
        var matches = Recogniser.Recognise(Path, [contract]).Matches;
        return
        [
            .. ((YamlMappingNode)expected["columns"]).Children.SelectMany(file => ((YamlMappingNode)file.Value).Children.Select(column =>
            {
                var export = matches.FirstOrDefault(match => match.Name == Text(file.Key) || match.Name.StartsWith(Text(file.Key) + ":", StringComparison.Ordinal))?.Export;
                return new Column(Text(file.Key), Text(column.Key), Said(column.Value), export is null ? Left : Fed(export, Text(column.Key)));
            })),
        ];
    }

    private static string Said(YamlNode node) =>
        node is YamlSequenceNode list ? string.Join(", ", list.Children.Select(Text).Order(StringComparer.Ordinal)) : Text(node);

    private static string Fed(ExportContract export, string column)
    {
        if (export.Secret.Contains(column))
            return Secret;
        var isMonth = export.Unpivot?.Columns.Contains(column) == true;
        bool Reads(CellRule? cell) => cell is not null && (isMonth
            ? cell.Columns.Contains(export.Unpivot!.Name) || cell.Columns.Contains(export.Unpivot.Value)
            : cell.Columns.Contains(column));
        var fed = export.Feeds.SelectMany(feed => feed.Fields.Where(each => Reads(each.Cell)).Select(each => $"{feed.Entity.Name}.{each.Field.Name}{By(each.Cell)}")
            .Concat(Reads(feed.Id) ? [$"{feed.Entity.Name}.id"] : [])).Distinct().Order(StringComparer.Ordinal).ToList();
        return fed.Count == 0 ? Left : string.Join(", ", fed);
    }

    private static string By(CellRule cell) => cell is ColumnCell { How.By: { } by } ? $" by {by}" : "";

    private IEnumerable<KeyValuePair<YamlNode, YamlNode>> Answers(string question) => Answer(question) is YamlMappingNode map ? map.Children : [];

    private YamlNode? Answer(string question) =>
        expected.Children.TryGetValue(new YamlScalarNode("answers"), out var answers) && ((YamlMappingNode)answers).Children.TryGetValue(new YamlScalarNode(question), out var answer) ? answer : null;

    private YamlNode? Find(string part, string word) =>
        expected.Children.TryGetValue(new YamlScalarNode(part), out var found) && ((YamlMappingNode)found).Children.TryGetValue(new YamlScalarNode(word), out var told) ? told : null;

    private IReadOnlyList<string> List(string part, string word) => Find(part, word) is YamlSequenceNode list ? [.. list.Children.Select(Text)] : [];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static decimal Money(YamlNode node) => decimal.Parse(Text(node), CultureInfo.InvariantCulture);

    /// <param name="Said">By a person.</param>
    /// <param name="Drafted">By discovery.</param>
    internal sealed record Column(string File, string Name, string Said, string Drafted)
    {
        public bool IsUnderstood => Said == Drafted;

        /// <summary>It feeds a field no person would feed with it.</summary>
        public bool IsMisread => Drafted != Left && Drafted.Split(", ").Except(Said.Split(", ")).Any();
    }
}
