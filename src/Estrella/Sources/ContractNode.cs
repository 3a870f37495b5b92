using Estrella.Foundation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Estrella.Sources;

/// <summary>A node of a contract that knows where it stands, so that every refusal names file, line and column.</summary>
internal readonly record struct ContractNode(YamlNode Yaml, string Path)
{
    public const string WordsAreListed = "the words of a contract are listed in docs/decisions/0006-contract-format.md";

    public static ContractNode Read(string yaml, string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1
                ? new ContractNode(stream.Documents[0].RootNode, path)
                : throw new EstrellaException(
                    ExitCode.DecisionMissing, $"{path}:1:1: holds {stream.Documents.Count} YAML documents, expected one", "begin with: contract: 1");
        }
        catch (YamlException failure)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing, $"{path}:{failure.Start.Line}:{failure.Start.Column}: is no YAML: {failure.Message}", "put texts that hold : or # into quotes", failure);
        }
    }

    public bool IsText => Yaml is YamlScalarNode;

    public bool IsList => Yaml is YamlSequenceNode;

    public bool IsMap => Yaml is YamlMappingNode;

    /// <summary>A bare <c>null</c>, <c>~</c> or nothing: unknown. <c>"null"</c> in quotes is a text.</summary>
    public bool IsNull => Yaml is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };

    public string Text => Yaml is YamlScalarNode scalar ? scalar.Value ?? "" : throw Refuse("expected a text", WordsAreListed);

    /// <summary>A text or a list of texts.</summary>
    public IReadOnlyList<string> Texts => IsList ? [.. Items.Select(item => item.Text)] : [Text];

    public IReadOnlyList<ContractNode> Items
    {
        get
        {
            var path = Path;
            return Yaml is YamlSequenceNode list
                ? [.. list.Children.Select(child => new ContractNode(child, path))]
                : throw Refuse("expected a list", WordsAreListed);
        }
    }

    public IReadOnlyList<(ContractNode Word, ContractNode Value)> Entries
    {
        get
        {
            var path = Path;
            return Yaml is YamlMappingNode map
                ? [.. map.Children.Select(child => (new ContractNode(child.Key, path), new ContractNode(child.Value, path)))]
                : throw Refuse("expected words with values", WordsAreListed);
        }
    }

    public bool Flag => Text switch
    {
        "true" or "yes" => true,
        "false" or "no" => false,
        var other => throw Refuse($"is '{other}', expected true or false"),
    };

    public char Letter => Text switch
    {
        { Length: 1 } one => one[0],
        "tab" or "\\t" => '\t',
        "space" => ' ',
        var other => throw Refuse($"is '{other}', expected one character, or tab"),
    };

    public int Count => int.TryParse(Text, out var count) && count >= 0 ? count : throw Refuse($"is '{Text}', expected a whole number");

    /// <summary>The text, if it is one of <paramref name="words"/>.</summary>
    public string OneOf(string what, IReadOnlyCollection<string> words) =>
        words.Contains(Text) ? Text : throw Unknown(what, words);

    public EstrellaException Unknown(string what, IReadOnlyCollection<string> words) =>
        Refuse($"'{Text}' is no {what}{NearestWord.Hint(Text, words)}", $"known are: {string.Join(", ", words)}");

    public EstrellaException Refuse(string message, string? next = null) =>
        new(ExitCode.DecisionMissing, $"{Path}:{Yaml.Start.Line}:{Yaml.Start.Column}: {message}", next);
}

/// <summary>All mistakes of a contract, so that one reading tells them all.</summary>
internal sealed class ContractMistakes
{
    private readonly List<EstrellaException> found = [];

    /// <summary>Does one part of the reading; a refusal is kept and the next part goes on.</summary>
    public void Try(Action part)
    {
        try
        {
            part();
        }
        catch (EstrellaException mistake)
        {
            found.Add(mistake);
        }
    }

    public void Throw()
    {
        if (found.Count > 0)
        {
            throw new EstrellaException(
                found[0].ExitCode,
                string.Join(Environment.NewLine, found.Select(each => each.Message)),
                string.Join(Environment.NewLine, found.Select(each => each.Next).Where(next => next is not null).Distinct()) is { Length: > 0 } next ? next : null);
        }
    }
}
