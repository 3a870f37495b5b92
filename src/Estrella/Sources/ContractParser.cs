using System.Globalization;
using System.Text;
using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>The words of a source: what stands once in a contract.</summary>
internal static class ContractParser
{
    private static readonly string[] Words =
        ["contract", "source", "read", "zone", "currency", "as_of", "prices_include_tax", "maps", "identity", "expects", "budget", "exports"];

    /// <summary>Stands in a draft where a person has to decide.</summary>
    public const string Undecided = "undecided";

    private static readonly string[] Needed = ["contract", "source", "exports"];

    private static readonly string[] ReadWords =
        ["encoding", "delimiter", "quote", "decimal", "thousands", "currency", "dates", "empty", "skip_lines", "sheet"];

    public static Contract Parse(string yaml, string path, bool isBuiltIn)
    {
        var root = ContractNode.Read(yaml, path);
        if (!root.IsMap)
        {
            throw root.Refuse("is no contract: expected words with values", "begin with: contract: 1");
        }
        var mistakes = new ContractMistakes();
        var values = new Dictionary<string, ContractNode>();
        foreach (var (word, value) in root.Entries)
        {
            mistakes.Try(() => values[word.OneOf("word of a contract", Words)] = value);
        }
        foreach (var needed in Needed.Where(word => !values.ContainsKey(word)))
        {
            mistakes.Try(() => throw root.Refuse($"'{needed}' is missing", ContractNode.WordsAreListed));
        }
        mistakes.Try(() => CheckVersion(values));
        string? zone = null;
        string? currency = null;
        var asOf = AsOfRule.Unknown;
        var read = new ReadOptions();
        var maps = new Dictionary<string, IReadOnlyDictionary<string, string?>>();
        IReadOnlyDictionary<string, IdentityRule> identity = new Dictionary<string, IdentityRule>();
        mistakes.Try(() => zone = values.TryGetValue("zone", out var node) ? Zone(node) : null);
        mistakes.Try(() => currency = values.TryGetValue("currency", out var node) ? Currency(node) : null);
        mistakes.Try(() => asOf = values.TryGetValue("as_of", out var node) ? AsOf(node) : AsOfRule.Unknown);
        mistakes.Try(() => read = values.TryGetValue("read", out var node) ? Read(node, read) : read);
        mistakes.Try(() => maps = values.TryGetValue("maps", out var node) ? node.Entries.ToDictionary(each => each.Word.Text, each => Map(each.Value)) : maps);
        mistakes.Try(() => identity = values.TryGetValue("identity", out var node) ? IdentityParser.Parse(node) : identity);
        ErrorBudget? budget = null;
        mistakes.Try(() => budget = values.TryGetValue("budget", out var node) ? ExportParser.BudgetOf(node) : null);
        Expectation? expects = null;
        mistakes.Try(() => expects = values.TryGetValue("expects", out var node) ? Expectation.Of(node) : null);
        var pricesIncludeTax = false;
        mistakes.Try(() => pricesIncludeTax = values.TryGetValue("prices_include_tax", out var node) && node.Flag);

        var exports = new List<ExportContract>();
        if (values.TryGetValue("exports", out var section))
        {
            mistakes.Try(() =>
            {
                foreach (var (name, value) in section.Entries)
                {
                    mistakes.Try(() => exports.Add(new ExportParser(name, read, maps, mistakes).Parse(value)));
                }
                if (section.Entries.Count == 0)
                {
                    throw section.Refuse("names no export", "name at least one, with files, holds and an entity");
                }
            });
        }
        mistakes.Throw();
        return new Contract
        {
            Name = values["source"].Text,
            Zone = zone,
            Currency = currency,
            PricesIncludeTax = pricesIncludeTax,
            Path = path,
            Exports = [.. exports.Select(export => export with { Expects = export.Expects ?? expects })],
            IsBuiltIn = isBuiltIn,
            AsOf = asOf,
            Identity = identity,
            Budget = budget,
        };
    }

    /// <summary>Read options of an export stand before those of its source.</summary>
    public static ReadOptions Read(ContractNode node, ReadOptions read)
    {
        foreach (var (word, value) in node.Entries)
        {
            read = word.OneOf("word of read", ReadWords) switch
            {
                "encoding" => read with { Encodings = [.. Several(value).Select(EncodingName)] },
                "delimiter" => read with { Delimiters = [.. Several(value).Select(Ascii)] },
                "quote" => read with { Quote = value.IsNull || value.Text == "none" ? null : Ascii(value) },
                "decimal" => read with { Decimal = Decimal(Several(value)[0]), IsEitherDecimal = Several(value).Select(Decimal).Distinct().Count() > 1 },
                "thousands" => read with { Thousands = Thousands(value) },
                "currency" => read with { Currency = Beside(value) },
                "dates" => read with { Dates = [.. Several(value).Select(DateFormatOf)] },
                "empty" => read with { Empty = value.Texts },
                "sheet" => read with { Sheet = value.Text },
                _ => read with { SkipLines = value.Count },
            };
        }
        if (read.IsEitherDecimal && read.Thousands is not null)
        {
            throw node.Refuse("decimal may be either sign, so the other one groups", "leave thousands out");
        }
        if (read.Thousands == read.Decimal)
        {
            throw node.Refuse($"decimal and thousands are both '{read.Decimal}'", "say: thousands: none");
        }
        return read;
    }

    public static IReadOnlyDictionary<string, string?> Map(ContractNode node)
    {
        var map = new Dictionary<string, string?>();
        foreach (var (word, value) in node.Entries)
        {
            map[word.Text] = value.IsNull ? null : value.Text;
        }
        return map;
    }

    public static string Zone(ContractNode node) => TimeZoneInfo.TryFindSystemTimeZoneById(node.Text, out _)
        ? node.Text
        : throw node.Refuse($"'{node.Text}' is no time zone{NearestWord.Hint(node.Text, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id))}", "name one of the IANA list, such as Europe/Madrid");

    public static char Decimal(ContractNode node) => Decided(node).Letter is ('.' or ',') and var sign ? sign : throw node.Refuse($"decimal is '{node.Text}', expected . or ,");

    /// <summary>Null: none. A space stands for every blank, an apostrophe for the typographic one.</summary>
    public static char? Thousands(ContractNode node) => node.IsNull || node.Text == "none" ? null
        : node.Letter is ('.' or ',' or ' ' or '\'' or '_') and var sign ? sign
        : throw node.Refuse($"thousands is '{node.Text}'{NearestWord.Hint(node.Text, ["space", "none"])}", "say one of: \".\" \",\" \"'\" space none");

    /// <summary>What stands beside amounts: a code, a sign, or <c>cell</c>.</summary>
    public static string Beside(ContractNode node) => node.Text == MoneyRule.OfCell || Money.Meanings(node.Text).Count > 0
        ? node.Text
        : throw node.Refuse($"'{node.Text}' is no currency{NearestWord.Hint(node.Text, [MoneyRule.OfCell])}", "write its ISO 4217 code, such as ARS; a sign as it stands beside the amounts, such as \"$\"; or cell, where each cell names its own");

    /// <summary>What discovery leaves open is refused until a person has decided.</summary>
    private static ContractNode Decided(ContractNode node) => node.Text != Undecided ? node
        : throw node.Refuse("is not decided: no row of the file could", "put one of the choices that stand in the comment behind it");

    public static string DateFormatOf(ContractNode node) => DateFormat.Check(Decided(node).Text) is { } mistake
        ? throw node.Refuse($"'{node.Text}' is no date format: {mistake}", "write it as yyyy-MM-dd HH:mm:ss")
        : node.Text;

    public static string? Currency(ContractNode node) =>
        node.IsNull || node.Text == "unknown" ? null
        : node.Text.Length == 3 && node.Text.All(char.IsAsciiLetterUpper) ? node.Text
        : throw node.Refuse($"'{node.Text}' is no currency", "write its ISO 4217 code, such as ARS, or unknown");

    private static IReadOnlyList<ContractNode> Several(ContractNode node) => node.IsList ? node.Items : [node];

    private static char Ascii(ContractNode node) =>
        node.Letter is < '\u0080' and var letter and not ('\n' or '\r') ? letter : throw node.Refuse($"'{node.Text}' cannot be used here", "use an ASCII character");

    private static string EncodingName(ContractNode node)
    {
        try
        {
            return TextEncoding.Find(node.Text).WebName;
        }
        catch (ArgumentException)
        {
            throw node.Refuse($"'{node.Text}' is no encoding", "known are utf-8, windows-1252, iso-8859-1, utf-16 and the other IANA names");
        }
    }

    private static void CheckVersion(Dictionary<string, ContractNode> values)
    {
        if (values.TryGetValue("contract", out var version) && version.Text != "1")
        {
            throw version.Refuse($"contract format {version.Text} is not known here, expected 1", "use a newer Estrella, or write: contract: 1");
        }
    }

    private static AsOfRule AsOf(ContractNode node) => node.Text switch
    {
        "unknown" => AsOfRule.Unknown,
        "modified" => new AsOfRule(true, null),
        var day when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) => new AsOfRule(false, value),
        var other => throw node.Refuse($"as_of is '{other}'{NearestWord.Hint(other, ["unknown", "modified"])}", "say unknown, modified or a day such as 2025-06-30"),
    };
}

/// <summary>Encodings by name, those of code pages included.</summary>
internal static class TextEncoding
{
    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="ArgumentException">The name is not known.</exception>
    public static Encoding Find(string name) => Encoding.GetEncoding(name);

    public static bool IsUtf8(string name) => Find(name).WebName == "utf-8";
}
