using Estrella.Dashboard.Charts;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

public sealed class CountryMapTest
{
    [Fact]
    public void Each_country_is_there_once_and_within_the_world()
    {
        Assert.Equal(CountryMap.Countries.Count, CountryMap.Countries.Select(each => each.Code).Distinct().Count());
        // Natural Earth at 1:110 million has 177 lands: without Antarctica, with Northern Cyprus and Somaliland in those they are of.
        Assert.Equal(174, CountryMap.Countries.Count);
        Assert.All(CountryMap.Countries, each =>
        {
            Assert.Matches("^[A-Z]{2}$", each.Code);
            Assert.Matches("^(M[0-9]+,[0-9]+(l-?[0-9]+,-?[0-9]+){2,}z)+$", each.Path);
            Assert.True(each.Box is [>= 0, >= 0, <= 2000, <= 870] && each.Box[0] < each.Box[2] && each.Box[1] < each.Box[3], each.Code);
        });
    }

    [Theory]
    // The west and the north of a pair have the smaller number: what is turned over or swapped shows.
    [InlineData("CL", "AR", 0)]
    [InlineData("PT", "ES", 0)]
    [InlineData("US", "RU", 0)]
    [InlineData("BR", "AR", 1)]
    [InlineData("NO", "IT", 1)]
    [InlineData("FR", "DZ", 1)]
    public void Countries_lie_where_they_are(string first, string second, int side) => Assert.True(Box(first)[side] < Box(second)[side]);

    [Fact]
    public void Names_are_found_in_any_language_and_what_is_not_drawn_is_counted()
    {
        var map = Map(("Argentina", 10000m), ("CHILE", 400m), ("Brasil", 401m), ("UY", 0m), ("Singapore", 7m), ("Atlantis", 1m))!;
        Assert.Equal(("Argentina", 10000m, 5), Of("AR"));
        Assert.Equal(("CHILE", 400m, 1), Of("CL"));
        // Steps end at 1, 4, 9, 16 and 25 parts of 25 of the most: 400, 1600, 3600, 6400, 10000.
        Assert.Equal(("Brasil", 401m, 2), Of("BR"));
        Assert.Equal(("UY", 0m, 0), Of("UY"));
        Assert.Null(Of("PY").Item1);
        Assert.Equal([400m, 1600m, 3600m, 6400m, 10000m], map.Bounds);
        Assert.Equal(2, map.Unplaced);
        Assert.Equal("Brazil", map.Shapes.Single(each => each.Country.Code == "BR").Name);

        (string?, decimal?, int) Of(string code) => map.Shapes.Where(each => each.Country.Code == code).Select(each => (each.Said, each.Value, each.Step)).Single();
    }

    [Fact]
    public void The_view_holds_the_countries_of_the_answer_and_their_neighbours()
    {
        var view = Map(("Argentina", 2m), ("Spain", 1m))!.View;
        Assert.All(["AR", "ES"], code => Assert.True(
            view.Left <= Box(code)[0] && view.Top <= Box(code)[1] && view.Left + view.Width >= Box(code)[2] && view.Top + view.Height >= Box(code)[3], code));
        Assert.True(view.Left + view.Width < Box("IN")[0]);
    }

    [Fact]
    public void An_answer_without_a_country_has_no_map() => Assert.Null(Map(("Atlantis", 1m)));

    private static IReadOnlyList<int> Box(string code) => CountryMap.Countries.Single(each => each.Code == code).Box;

    private static CountryMap? Map(params (string Country, decimal Net)[] rows)
    {
        var question = QuestionFile.Parse("made.sql", "-- question: made\nselect country, net_sales from (values ('a', 1)) as made (country, net_sales)");
        return CountryMap.Of(
            new Answer(
                question, [new AnswerColumn("country", ColumnKind.Text), new AnswerColumn("net_sales", ColumnKind.Money)],
                [.. rows.Select(row => (IReadOnlyList<object?>)[row.Country, row.Net])], new Coverage(), [], 2),
            "country", "net_sales", "en");
    }
}
