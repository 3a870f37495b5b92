using YamlDotNet.RepresentationModel;

namespace Estrella.Foundation;

/// <summary>A record as a person names it: <c>tienda:17</c> is customer 17 of source tienda.</summary>
public sealed record RecordName(string Source, string Id)
{
    public override string ToString() => $"{Source}:{Id}";

    /// <summary>Null: it does not name a source.</summary>
    public static RecordName? Parse(string text) => text.IndexOf(':') is var at && at > 0 && at < text.Length - 1
        ? new RecordName(text[..at].Trim(), text[(at + 1)..].Trim())
        : null;
}

/// <summary>What <c>estrella.yml</c> says of things several sources tell of.</summary>
internal sealed partial class SettingsFile
{
    static readonly IReadOnlyDictionary<string, string[]> Steps = new Dictionary<string, string[]>
    {
        ["customer"] = ["tax_number", "email", "phone", "id"],
        ["product"] = ["sku", "barcode", "id"],
    };

    Dictionary<string, IReadOnlyList<string>> Identity(YamlNode node)
    {
        var lists = Lists(node);
        foreach (var (entity, steps) in lists)
        {
            if (!Steps.TryGetValue(entity, out var known))
                wrong.Add($"{At(node.Start)}: identity of '{entity}'; {Spelling.Hint(entity, Steps.Keys.ToArray())}");
            else
                foreach (var step in steps.Except(known))
                    wrong.Add($"{At(node.Start)}: identity of {entity} by '{step}'; {Spelling.Hint(step, known)}");
        }
        return lists;
    }

    /// <summary>Records that are not one thing whatever they share: <c>split: { customer: [[tienda:17, mayorista:C-9]] }</c>.</summary>
    Dictionary<string, IReadOnlyList<IReadOnlyList<RecordName>>> Splits(YamlNode node)
    {
        var splits = new Dictionary<string, IReadOnlyList<IReadOnlyList<RecordName>>>();
        if (node is not YamlMappingNode mapping)
        {
            wrong.Add($"{At(node.Start)}: split: expected `customer: [[tienda:17, mayorista:C-9]]`");
            return splits;
        }
        foreach (var (entity, value) in Entries(mapping, [.. Steps.Keys]))
        {
            var lists = new List<IReadOnlyList<RecordName>>();
            foreach (var list in value is YamlSequenceNode sequence ? sequence.Children : [])
            {
                var names = list is YamlSequenceNode items ? items.Children.Select(item => Text(item, "split")).OfType<string>().Select(RecordName.Parse).ToList() : [];
                if (names.Count < 2 || names.Contains(null))
                    wrong.Add($"{At(list.Start)}: split: expected a list of at least two records such as [tienda:17, mayorista:C-9]");
                else
                    lists.Add([.. names.OfType<RecordName>()]);
            }
            splits[entity] = lists;
        }
        return splits;
    }

    /// <summary>Files that say which records are one: <c>crosswalk: { product: equivalences.csv }</c>, with the columns source, id and same.</summary>
    Dictionary<string, string> Crosswalks(YamlNode node, string folder)
    {
        var files = new Dictionary<string, string>();
        if (node is not YamlMappingNode mapping)
        {
            wrong.Add($"{At(node.Start)}: crosswalk: expected `product: equivalences.csv`");
            return files;
        }
        foreach (var (entity, value) in Entries(mapping, [.. Steps.Keys]))
        {
            if (Text(value, "crosswalk") is not { } text)
                continue;
            files[entity] = Path.GetFullPath(text, folder);
            if (!File.Exists(files[entity]))
                Expected(value, "crosswalk", text, $"a file in {folder}");
        }
        return files;
    }
}
