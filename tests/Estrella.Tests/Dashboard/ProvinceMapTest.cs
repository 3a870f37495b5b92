using Estrella.Dashboard.Charts;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

public sealed class ProvinceMapTest
{
    [Fact]
    public void Each_of_the_24_has_a_square_of_its_own()
    {
        Assert.Equal(24, ProvinceMap.Provinces.Select(each => (each.Column, each.Row)).Distinct().Count());
        // ISO 3166-2:AR: one letter each, all but I and O.
        Assert.Equal("ABCDEFGHJKLMNPQRSTUVWXYZ", string.Concat(ProvinceMap.Provinces.Select(each => each.Code["AR-".Length..]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Names_are_found_however_they_are_typed()
    {
        var map = Map(("CORDOBA", 400m), ("Capital Federal", 10000m), ("Tierra del Fuego", 0m), ("Río Negro", 401m), ("Montevideo", 7m));
        Assert.Equal(4, map!.Tiles.Count(each => each.Region is not null));
        Assert.Equal(("CORDOBA", 400m, 1), Of("X"));
        Assert.Equal(("Capital Federal", 10000m, 5), Of("C"));
        Assert.Equal(("Tierra del Fuego", 0m, 0), Of("V"));
        // Steps end at 1, 4, 9, 16 and 25 parts of 25 of the most: 400, 1600, 3600, 6400, 10000.
        Assert.Equal(("Río Negro", 401m, 2), Of("R"));
        Assert.Equal([400m, 1600m, 3600m, 6400m, 10000m], map.Bounds);

        (string?, decimal?, int) Of(string code) => map.Tiles.Where(each => each.Province.Code == "AR-" + code).Select(each => (each.Region, each.Value, each.Step)).Single();
    }

    [Fact]
    public void What_may_be_the_city_or_the_province_is_drawn_on_neither() =>
        Assert.Equal(["Mendoza", "PBA"], Map(("Buenos Aires", 5m), ("Mendoza", 1m), ("PBA", 2m))!.Tiles.Select(each => each.Region).OfType<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void Places_of_another_country_make_no_map_of_this_one() => Assert.Null(Map(("Montevideo", 1m), ("Salto", 1m), ("Córdoba", 1m)));

    private static ProvinceMap? Map(params (string Region, decimal Net)[] rows)
    {
        var question = QuestionFile.Parse("made.sql", "-- question: made\nselect region, net_sales from (values ('a', 1)) as made (region, net_sales)");
        return ProvinceMap.Of(
            new Answer(
                question, [new AnswerColumn("region", ColumnKind.Text), new AnswerColumn("net_sales", ColumnKind.Money)],
                [.. rows.Select(row => (IReadOnlyList<object?>)[row.Region, row.Net])], new Coverage(), [], 2),
            "region", "net_sales");
    }
}
