using System.Reflection;
using Estrella.Foundation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Estrella.Entities;

/// <summary>
/// Values that stand where nobody knew better, and addresses that forward: they would make many people one. The list is
/// <c>no-keys.yml</c>; a project adds its own in <c>packs/no-keys.yml</c>.
/// </summary>
public sealed class NoKeys
{
    private const string FileName = "no-keys.yml";

    private static readonly string[] Words = ["documents", "emails", "email_names", "relays", "phones", "skus"];

    private readonly Dictionary<string, HashSet<string>> lists = Words.ToDictionary(word => word, _ => new HashSet<string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>All of it as one text: another one means that things are to be unified anew.</summary>
    public string Text { get; private init; } = "";

    /// <param name="folder">A project's <c>packs</c>, whether or not it is there; null: none.</param>
    /// <exception cref="EstrellaException">Exit 2: a word of the project's file is not known.</exception>
    public static NoKeys Load(string? folder)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Entities/Keys/" + FileName)!);
        var shipped = reader.ReadToEnd();
        var own = folder is not null && File.Exists(Path.Combine(folder, FileName)) ? File.ReadAllText(Path.Combine(folder, FileName)) : "";
        var none = new NoKeys { Text = shipped + own };
        none.Read(shipped, FileName);
        none.Read(own, "packs/" + FileName);
        return none;
    }

    /// <param name="text">Letters and digits only.</param>
    public bool IsDocument(string text) => IsCounted(text) || lists["documents"].Contains(text) || lists["documents"].Contains(text.TrimStart('0'));

    /// <param name="address">Trimmed, in lower case.</param>
    public bool IsEmail(string address)
    {
        var at = address.LastIndexOf('@');
        var domain = address[(at + 1)..];
        return lists["emails"].Contains(address) || lists["email_names"].Contains(address[..at])
            || lists["relays"].Any(relay => domain == relay || domain.EndsWith("." + relay, StringComparison.Ordinal));
    }

    /// <param name="digits">The number within its country.</param>
    public bool IsPhone(string digits) => IsCounted(digits) || lists["phones"].Contains(digits);

    public bool IsSku(string text) => text.All(letter => letter is '0' or '-' or '.' or 'X') || lists["skus"].Contains(text);

    // 11111111, 0000000, 12345678, 987654321
    private static bool IsCounted(string text) =>
        text.Distinct().Count() == 1 || "01234567890123456789".Contains(text, StringComparison.Ordinal) || "98765432109876543210".Contains(text, StringComparison.Ordinal);

    private void Read(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw new EstrellaException(ExitCode.WrongUsage, $"{file}:{fault.Start.Line}:{fault.Start.Column}: is no YAML: {fault.Message}", $"correct {file}", fault);
        }
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode map)
            return;
        foreach (var (key, value) in map.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            if (!lists.TryGetValue(word, out var list) || value is not YamlSequenceNode items)
                throw new EstrellaException(ExitCode.WrongUsage, $"{file}:{key.Start.Line}:{key.Start.Column}: '{word}' is no list of values; {Spelling.Hint(word, Words)}", $"correct {file}");
            list.UnionWith(items.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? ""));
        }
    }
}
