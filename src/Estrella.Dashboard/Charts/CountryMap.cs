using System.Reflection;
using System.Text.Json;
using Estrella.Questions;

namespace Estrella.Dashboard.Charts;

/// <summary>A country's borders on the map of the world.</summary>
/// <param name="Code">ISO 3166-1, two letters.</param>
/// <param name="Box">Left, top, right and bottom of its largest land.</param>
/// <param name="Path">As SVG writes it; the world is 2000 wide.</param>
public sealed record Country(string Code, IReadOnlyList<int> Box, string Path);

/// <summary>A country with the figure of the answer's row that names it.</summary>
/// <param name="Name">In the reader's language.</param>
/// <param name="Said">As the answer calls it; null: no row does.</param>
/// <param name="Step">How dark, 1 to 5; 0: nothing sold, or not known.</param>
public sealed record CountryShape(Country Country, string Name, string? Said, decimal? Value, int Step);

/// <summary>The part of the map that is shown.</summary>
public readonly record struct MapView(int Left, int Top, int Width, int Height);

/// <summary>
/// The world around the countries of an answer, in an equal-area projection, so that none looks larger than it is. Borders:
/// Natural Earth, public domain, thinned by <c>Charts/world.mjs</c>.
/// </summary>
/// <param name="Unplaced">Rows whose country is not on the map: too small for it, or not known by that name.</param>
public sealed record CountryMap(IReadOnlyList<CountryShape> Shapes, IReadOnlyList<decimal> Bounds, MapView View, int Unplaced)
{
    private const int WorldWidth = 2000;
    private const int WorldHeight = 870;

    // Neighbours tell a reader where they are looking.
    private const int LeastWidth = 420;
    private const int LeastHeight = 300;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<Country> Countries { get; } = Load();

    private static readonly Dictionary<string, Estrella.Entities.CountryNames> Names = ProvinceMap.Packs.Countries.ToDictionary(each => each.Code);

    /// <summary>The map of an answer; null: it names no country of the map.</summary>
    public static CountryMap? Of(Answer answer, string name, string figure, string language)
    {
        var at = answer.Columns.ToList().FindIndex(each => each.Name == name);
        var rows = at < 0 ? [] : answer.Rows.Where(row => row[at] is string).Select(row => (Said: (string)row[at]!, Value: Pages.PagePlan.Cell(answer, row, figure))).ToList();
        var known = rows.GroupBy(row => ProvinceMap.Packs.CountryCode(row.Said) ?? "").ToDictionary(
            group => group.Key, group => (group.First().Said, Value: group.Any(row => row.Value is not null) ? group.Sum(row => row.Value) : null));
        var placed = Countries.Where(each => known.ContainsKey(each.Code)).ToList();
        if (placed.Count == 0)
            return null;
        var most = placed.Max(each => known[each.Code].Value) ?? 0;
        return new CountryMap(
            [.. Countries.Select(each => known.TryGetValue(each.Code, out var row)
                ? new CountryShape(each, Named(each, language), row.Said, row.Value, MapSteps.Of(row.Value, most))
                : new CountryShape(each, Named(each, language), null, null, 0))],
            MapSteps.Bounds(most),
            Around(placed),
            rows.Count(row => placed.All(each => each.Code != ProvinceMap.Packs.CountryCode(row.Said))));
    }

    private static string Named(Country country, string language) => Names.TryGetValue(country.Code, out var names) ? names.In(language) : country.Code;

    // Its countries with a margin, within the world.
    private static MapView Around(List<Country> placed)
    {
        var (left, right) = (placed.Min(each => each.Box[0]), placed.Max(each => each.Box[2]));
        var (top, bottom) = (placed.Min(each => each.Box[1]), placed.Max(each => each.Box[3]));
        var width = Math.Min(WorldWidth, Math.Max(LeastWidth, (right - left) * 5 / 4));
        var height = Math.Min(WorldHeight, Math.Max(LeastHeight, (bottom - top) * 5 / 4));
        return new MapView(
            Math.Clamp((left + right - width) / 2, 0, WorldWidth - width), Math.Clamp((top + bottom - height) / 2, 0, WorldHeight - height), width, height);
    }

    private static List<Country> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Charts/world.json")!;
        return JsonSerializer.Deserialize<List<Country>>(stream, Options)!;
    }
}
