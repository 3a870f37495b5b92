using System.Reflection;
using System.Text.Json;
using Estrella.Entities;
using Estrella.Questions;

namespace Estrella.Dashboard.Charts;

/// <summary>A province as a square of the grid that stands for the map: near its neighbours, all of one size, so that none is seen for its area.</summary>
/// <param name="Code">ISO 3166-2, by which its pack knows it: names and spellings stand there.</param>
/// <param name="Label">As short as the square needs it.</param>
public sealed record Province(string Code, string Label, int Column, int Row)
{
    public string Name => ProvinceMap.Pack.Regions.Single(region => region.Code == Code).Name;
}

/// <summary>A province with the figure of the answer's row that names it.</summary>
/// <param name="Region">As the answer calls it; null: no row does.</param>
/// <param name="Step">How dark, 1 to 5; 0: nothing sold, or not known.</param>
public sealed record ProvinceTile(Province Province, string? Region, decimal? Value, int Step);

/// <summary>The provinces of Argentina drawn as a grid of squares, with data of our own: no borders of anybody are needed.</summary>
public sealed record ProvinceMap(IReadOnlyList<ProvinceTile> Tiles, IReadOnlyList<decimal> Bounds)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>All 24.</summary>
    public static IReadOnlyList<Province> Provinces { get; } = Load();

    /// <summary>The shipped countries and their regions.</summary>
    internal static PackFolder Packs { get; } = PackFolder.Load(null);

    internal static Pack Pack { get; } = Packs.Find("AR")!;

    private static readonly Dictionary<string, Province> BySpelling = Provinces
        .SelectMany(each => Pack.Regions.Single(region => region.Code == each.Code).Spellings, (province, spelling) => (province, spelling))
        .ToDictionary(each => each.spelling, each => each.province);

    /// <summary>The map of an answer; null: fewer than half of its places are provinces, so it is another country's.</summary>
    public static ProvinceMap? Of(Answer answer, string name, string figure)
    {
        var at = answer.Columns.ToList().FindIndex(each => each.Name == name);
        var rows = at < 0 ? [] : answer.Rows.Where(row => row[at] is string).Select(row => (Region: (string)row[at]!, Value: Pages.PagePlan.Cell(answer, row, figure))).ToList();
        var known = rows.Where(row => BySpelling.ContainsKey(PackFolder.Fold(row.Region))).GroupBy(row => BySpelling[PackFolder.Fold(row.Region)])
            .ToDictionary(group => group.Key, group => (group.First().Region, Value: group.Sum(row => row.Value)));
        if (known.Count == 0 || known.Count * 2 < rows.Count)
            return null;
        var most = known.Values.Max(each => each.Value) ?? 0;
        return new ProvinceMap(
            [.. Provinces.Select(each => known.TryGetValue(each, out var row)
                ? new ProvinceTile(each, row.Region, row.Value, MapSteps.Of(row.Value, most))
                : new ProvinceTile(each, null, null, 0))],
            MapSteps.Bounds(most));
    }

    private static List<Province> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Charts/argentina.json")!;
        return JsonSerializer.Deserialize<List<Province>>(stream, Options)!;
    }
}
