using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Estrella.Foundation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Estrella.Entities;

/// <summary>
/// The countries and packs shipped with Estrella, and those in a project's <c>packs</c>: <c>packs/uy.yml</c> adds a country,
/// <c>packs/ar.yml</c> stands in place of the shipped one. See docs/decisions/0017-unifying.md.
/// </summary>
public sealed class PackFolder
{
    private const string Shipped = "Entities/Packs/";

    private const string CountriesFile = "countries.yml";

    // The letters that PostgreSQL takes apart; the invariant globalization this program runs with does not.
    private const string Accented = "àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľńņňñòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž";

    private const string Plain = "aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz";

    private readonly Dictionary<string, string> bySpelling = [];

    private readonly Dictionary<string, Pack> packs = [];

    private PackFolder()
    {
    }

    public IReadOnlyList<CountryNames> Countries { get; private set; } = [];

    public IReadOnlyCollection<Pack> Packs => packs.Values;

    /// <param name="folder">A project's folder of packs, whether or not it is there; null: the shipped ones only.</param>
    /// <exception cref="EstrellaException">Exit 2: a pack cannot be understood; the message says where.</exception>
    public static PackFolder Load(string? folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var read = new PackFolder();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Shipped, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            read.Add(reader.ReadToEnd(), name[Shipped.Length..]);
        }
        foreach (var path in folder is not null && Directory.Exists(folder) ? Directory.GetFiles(folder, "??.yml").Order(StringComparer.Ordinal).ToArray() : [])
            read.Add(File.ReadAllText(path), "packs/" + Path.GetFileName(path));
        return read;
    }

    public Pack? Find(string? country) => country is null ? null : packs.GetValueOrDefault(country);

    /// <summary>The code of a country as people write it, by name or code; null: not known, or nothing is said.</summary>
    public string? CountryCode(string? said) => said is null ? null : bySpelling.GetValueOrDefault(Fold(said));

    /// <summary>The country of a time zone; null: no pack names it.</summary>
    public string? CountryOfZone(string? zone) => zone is null ? null : packs.Values
        .FirstOrDefault(pack => pack.Zones.Any(each => each.EndsWith('*') ? zone.StartsWith(each[..^1], StringComparison.Ordinal) : each == zone))?.Country;

    /// <summary>Case, accents, blanks and signs say nothing: Cdad. Autónoma is cdadautonoma. Model dim_geography folds alike.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Select(char.ToLowerInvariant))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                folded.Append(letter);
            else if (Accented.IndexOf(letter) is var at and >= 0)
                folded.Append(Plain[at]);
        }
        return folded.ToString();
    }

    private void Add(string yaml, string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (file == CountriesFile)
                AddCountries(Items(stream.Documents[0].RootNode, file));
            else
                AddPack((stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null) as YamlMappingNode ?? throw Fault(file, Mark.Empty, "is empty"), file);
        }
        catch (YamlException fault)
        {
            throw Fault(file, fault.Start, $"is no YAML: {fault.Message}");
        }
    }

    private void AddCountries(IEnumerable<YamlNode> rows)
    {
        var countries = new List<CountryNames>();
        foreach (var row in rows)
        {
            var cells = ((YamlSequenceNode)row).Children.Select(cell => ((YamlScalarNode)cell).Value!).ToList();
            countries.Add(new CountryNames(cells[0], [cells[2], cells[3], cells[4]], [.. cells.Select(Fold).Distinct()]));
        }
        Countries = countries;
        // A spelling that means two countries means none.
        foreach (var group in countries.SelectMany(country => country.Spellings.Select(spelling => (spelling, country.Code))).GroupBy(each => each.spelling, each => each.Code))
        {
            if (group.Distinct().Count() == 1)
                bySpelling[group.Key] = group.First();
        }
    }

    private void AddPack(YamlMappingNode map, string file)
    {
        var words = Words(map, file, ["country", "mobile_prefix", "zones", "regions", "either"]);
        var country = words.TryGetValue("country", out var code) ? Text(code, file) : throw Fault(file, map.Start, "names no country (country: AR)");
        var regions = (words.TryGetValue("regions", out var list) ? Items(list, file) : []).Select(node => Region(node, country, file)).ToList();
        var either = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var node in words.TryGetValue("either", out var several) ? Items(several, file) : [])
        {
            var said = Words(node, file, ["spellings", "regions"]);
            var meant = Texts(said.GetValueOrDefault("regions"), file);
            if (meant.FirstOrDefault(each => regions.All(region => region.Code != each)) is { } unknown)
                throw Fault(file, node.Start, $"'{unknown}' is no region of the pack");
            foreach (var spelling in Texts(said.GetValueOrDefault("spellings"), file))
                either[Fold(spelling)] = meant;
        }
        var twice = regions.SelectMany(region => region.Spellings.Select(spelling => (spelling, region.Code))).GroupBy(each => each.spelling).FirstOrDefault(group => group.Count() > 1 || either.ContainsKey(group.Key));
        if (twice is not null)
            throw Fault(file, map.Start, $"'{twice.Key}' means several regions ({string.Join(", ", twice.Select(each => each.Code))}): name them under either");
        packs[country] = new Pack(country, Texts(words.GetValueOrDefault("zones"), file), words.TryGetValue("mobile_prefix", out var mobile) ? Text(mobile, file) : null, regions, either);
    }

    private static PackRegion Region(YamlNode node, string country, string file)
    {
        var words = Words(node, file, ["code", "name", "also", "postcodes"]);
        if (!words.TryGetValue("code", out var code) || !words.TryGetValue("name", out var name))
            throw Fault(file, node.Start, "a region needs a code and a name ({ code: AR-M, name: Mendoza })");
        var (id, text) = (Text(code, file), Text(name, file));
        if (!id.StartsWith(country + "-", StringComparison.Ordinal))
            throw Fault(file, code.Start, $"code '{id}' is none of {country}; expected one such as {country}-A");
        // Exports of shops write the code, or what stands behind its hyphen.
        var spellings = Texts(words.GetValueOrDefault("also"), file).Append(text).Append(id).Append(id[(country.Length + 1)..]).Select(Fold).Distinct().ToList();
        var postcodes = words.TryGetValue("postcodes", out var pattern) ? Text(pattern, file) : null;
        if (postcodes is not null && !IsPattern(postcodes))
            throw Fault(file, pattern!.Start, $"'{postcodes}' is no pattern");
        return new PackRegion(id, text, spellings, postcodes);
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Dictionary<string, YamlNode> Words(YamlNode node, string file, string[] known)
    {
        if (node is not YamlMappingNode map)
            throw Fault(file, node.Start, $"expected words: {string.Join(", ", known)}");
        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>().Where(key => !known.Contains(key.Value)))
            throw Fault(file, key.Start, $"'{key.Value}' is no word of a pack; {Spelling.Hint(key.Value ?? "", known)}");
        return map.Children.ToDictionary(each => ((YamlScalarNode)each.Key).Value!, each => each.Value);
    }

    private static IEnumerable<YamlNode> Items(YamlNode node, string file) => node is YamlSequenceNode list ? list.Children : throw Fault(file, node.Start, "expected a list");

    private static IReadOnlyList<string> Texts(YamlNode? node, string file) => node is null ? [] : [.. Items(node, file).Select(item => Text(item, file))];

    private static string Text(YamlNode node, string file) => (node as YamlScalarNode)?.Value is { Length: > 0 } text ? text : throw Fault(file, node.Start, "expected a text");

    private static EstrellaException Fault(string file, Mark at, string what) => new(ExitCode.WrongUsage, $"{file}:{at.Line}:{at.Column}: {what}", $"correct {file}");
}
