using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Estrella.Foundation;

/// <summary>Reads one <c>estrella.yml</c>; gathers everything that is wrong with it before it gives up.</summary>
internal sealed partial class SettingsFile
{
    static readonly string[] Keys =
        ["estrella", "shop", "zone", "currency", "week", "language", "data", "terms", "budget", "country", "locale", "identity", "split", "crosswalk", "authority", "publish_wait", "keep_files", "database", "users"];

    readonly string file;
    readonly Func<string, string?> environment;
    readonly List<string> wrong = [];

    SettingsFile(string file, Func<string, string?> environment) => (this.file, this.environment) = (file, environment);

    public static Settings Read(Settings defaults, Func<string, string?> environment)
    {
        var reader = new SettingsFile(defaults.File!, environment);
        var settings = reader.Apply(defaults, reader.Load());
        return reader.wrong.Count == 0
            ? settings
            : throw new EstrellaException(ExitCode.WrongUsage, string.Join('\n', reader.wrong), $"correct {defaults.File}; a commented one is written by: estrella init DIR");
    }

    YamlMappingNode? Load()
    {
        var stream = new YamlStream();
        try
        {
            using var text = File.OpenText(file);
            stream.Load(text);
        }
        catch (YamlException failure)
        {
            wrong.Add($"{At(failure.Start)}: not YAML: {failure.Message}");
            return null;
        }
        var root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        if (root is not YamlMappingNode mapping)
        {
            wrong.Add($"{Path.GetFileName(file)}:1:1: expected settings such as `estrella: 1` and `shop: Tienda del Sur`, found none");
            return null;
        }
        return mapping;
    }

    Settings Apply(Settings settings, YamlMappingNode? root)
    {
        if (root is null)
            return settings;
        if (!root.Children.ContainsKey(new YamlScalarNode("estrella")))
            wrong.Add($"{At(root.Start)}: expected the format's version, `estrella: 1`");
        foreach (var (key, node) in Entries(root, Keys))
            settings = Set(settings, key, node);
        return settings;
    }

    Settings Set(Settings settings, string key, YamlNode node) => key switch
    {
        "identity" => settings with { Identity = Identity(node) },
        "split" => settings with { Splits = Splits(node) },
        "crosswalk" => settings with { Crosswalks = Crosswalks(node, settings.ProjectFolder) },
        "authority" => settings with { Authority = Lists(node) },
        "users" => settings with { Users = Lists(node).Where(each => each.Value.Count == 1).ToDictionary(each => each.Key, each => each.Value[0]) },
        "budget" => settings with { Budget = Budget(node, ErrorBudget.None) },
        _ => Text(node, key) is { } text ? SetText(settings, key, text, node) : settings,
    };

    Settings SetText(Settings settings, string key, string text, YamlNode node)
    {
        switch (key)
        {
            case "estrella":
                if (text != "1")
                    Expected(node, key, text, "1: the version of this format");
                return settings;
            case "shop":
                return settings with { Shop = text };
            case "zone":
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(text, out _))
                    Expected(node, key, text, "a time zone such as America/Argentina/Buenos_Aires");
                return settings with { Zone = text };
            case "currency":
                if (text == "unknown")
                    return settings with { Currency = null };
                if (!CurrencyCode().IsMatch(text))
                    Expected(node, key, text, "a code of three capital letters such as ARS, or unknown");
                return settings with { Currency = text };
            case "country":
                if (!CountryCode().IsMatch(text))
                    Expected(node, key, text, "a code of two capital letters such as AR");
                return settings with { Country = text };
            case "locale":
                if (!LocaleCode().IsMatch(text))
                    Expected(node, key, text, "a language and a country such as es-AR");
                return settings with { Locale = text };
            case "week":
                if (!Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var day) || char.IsAsciiDigit(text[0]))
                    Expected(node, key, text, "a day such as monday");
                return settings with { Week = day };
            case "language":
                if (text is not ("en" or "es"))
                    Expected(node, key, text, "en or es");
                return settings with { Language = text };
            case "data":
                return settings with { DataFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, settings.ProjectFolder)) };
            case "terms":
                if (!TermsWord().IsMatch(text))
                    Expected(node, key, text, "nominal, real, or a currency such as USD or USD:official");
                return settings with { Terms = text };
            case "publish_wait":
                if (!long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var wait) || text.Split(' ') is not [_, "s" or "min"])
                    Expected(node, key, text, "a time such as `30 s` or `5 min`");
                return settings with { PublishWait = TimeSpan.FromSeconds(text.EndsWith("min", StringComparison.Ordinal) ? wait * 60 : wait) };
            case "keep_files":
                if (text is not ("yes" or "no"))
                    Expected(node, key, text, "yes or no");
                return settings with { KeepsFiles = text != "no" };
            default:
                return settings with { Database = text };
        }
    }

    ErrorBudget Budget(YamlNode node, ErrorBudget budget)
    {
        if (node is not YamlMappingNode mapping)
        {
            wrong.Add($"{At(node.Start)}: budget: expected `{{ rows: 1000, ratio: 1 % }}`");
            return budget;
        }
        foreach (var (key, value) in Entries(mapping, ["rows", "ratio"]))
        {
            if (Text(value, key) is not { } text)
                continue;
            if (key == "rows")
            {
                if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
                    Expected(value, key, text, "a number of rows such as 1000");
                budget = budget with { Rows = rows };
            }
            else
            {
                var number = text.EndsWith('%') ? text[..^1].TrimEnd() : text;
                if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio))
                    Expected(value, key, text, "a share such as 1 % or 0.01");
                ratio = text.EndsWith('%') ? ratio / 100 : ratio;
                if (ratio > 1)
                    Expected(value, key, text, "a share of at most 100 %");
                budget = budget with { Ratio = ratio };
            }
        }
        return budget;
    }

    Dictionary<string, IReadOnlyList<string>> Lists(YamlNode node)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>();
        if (node is not YamlMappingNode mapping)
        {
            wrong.Add($"{At(node.Start)}: expected names with lists, such as `customer: [email, phone]`");
            return lists;
        }
        foreach (var (key, value) in Entries(mapping, known: null))
        {
            var items = value is YamlSequenceNode sequence ? sequence.Children : (IList<YamlNode>)[value];
            lists[key] = [.. items.Select(item => Text(item, key)).OfType<string>()];
        }
        return lists;
    }

    // Keys in the file's order; one that is not known, or stands twice, is refused.
    IEnumerable<(string Key, YamlNode Value)> Entries(YamlMappingNode mapping, string[]? known)
    {
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known is null || known.Contains(name))
                yield return (name, value);
            else
                wrong.Add($"{At(key.Start)}: unknown key '{name}'; {Spelling.Hint(name, known)}");
        }
    }

    // Null: nothing is said (an empty value, `null`, or a lone ${NAME} that is not set), or it is wrong and noted.
    string? Text(YamlNode node, string key)
    {
        if (node is not YamlScalarNode { Value: { } raw } scalar)
        {
            wrong.Add($"{At(node.Start)}: {key}: expected one value");
            return null;
        }
        if (scalar.Style == ScalarStyle.Plain && raw is "" or "null" or "~")
            return null;
        if (Variable().Match(raw) is { Success: true } alone && alone.Length == raw.Length)
            return environment(alone.Groups["name"].Value) is { Length: > 0 } value ? value : null;
        return Variable().Replace(raw, variable =>
        {
            var name = variable.Groups["name"].Value;
            if (environment(name) is { } value)
                return value;
            wrong.Add($"{At(node.Start)}: {key}: the environment variable {name} is not set");
            return "";
        });
    }

    void Expected(YamlNode node, string key, string found, string expected) =>
        wrong.Add($"{At(node.Start)}: {key} is '{found}', expected {expected}");

    string At(Mark mark) => $"{Path.GetFileName(file)}:{mark.Line}:{mark.Column}";

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex CurrencyCode();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[a-z]{2}-[A-Z]{2}$")]
    private static partial Regex LocaleCode();

    [GeneratedRegex(@"^(nominal|(real|[A-Z]{3})(:[^:\s]+)?)$")]
    private static partial Regex TermsWord();
}
