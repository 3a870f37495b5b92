using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>Questions that charts ask: cohorts, days to the door, a campaign's days, spells without stock, who rose and who fell.</summary>
public class ChartQuestionsTest
{
    private const string Cohorts = "cohort,months_later,cohort_customers,customers,retention,net_sales";

    private const string Ranks =
        "category,product_id,product,units,units_before,net_sales,net_sales_before,rank,rank_before,rank_change,overall_rank,overall_change,entry";

    private static readonly Lazy<Task<NpgsqlDataSource>> Changed = new(() => TinyShop.NewAsync("steady_shop", "changed_shop"));

    [Fact]
    public async Task Cohorts_follow_those_who_came_in_a_month() => Assert.Equal(
        [
            Cohorts,
            // C1 came in January and ordered in February what came back; C2's order of January was cancelled, so March is their first.
            "2024-01-01,0,1,1,1.000000,250.00",
            "2024-01-01,1,1,1,1.000000,0.00",
            "2024-01-01,2,1,0,0.000000,0.00",
            "2024-03-01,0,1,1,1.000000,2000.00",
        ],
        await TinyShop.LinesAsync("cohorts"));

    [Fact]
    public async Task A_range_picks_the_cohorts_and_not_how_long_they_are_followed() => Assert.Equal(
        [Cohorts, "2024-01-01,0,1,1,1.000000,250.00", "2024-01-01,1,1,1,1.000000,0.00", "2024-01-01,2,1,0,0.000000,0.00"],
        await TinyShop.LinesAsync("cohorts", "--period", "2024-01"));

    [Fact]
    public async Task A_month_that_is_not_over_is_blank()
    {
        var lines = TinyShop.Lines(await TinyShop.AskAsync(await Changed.Value, "cohorts"));
        // In January all of A's 10, B's 20 and C's 30 customers order. In February's 29 days one of C's has no turn; in March one of
        // B's has theirs on the day B is shut; from April to June all have.
        Assert.Equal(
            ["60", "59", "59", "60", "60", "60", ""],
            lines.Where(line => line.StartsWith("2024-01-01,", StringComparison.Ordinal)).Select(line => line.Split(',')[3]));
        Assert.Equal("2024-01-01,1,60,59,0.983333", string.Join(',', lines[2].Split(',')[..5]));
        Assert.Equal("2024-01-01,6,60,,,", lines[7]);
        // D ordered for 50 on 29 days of May, and not again.
        Assert.Equal(["2024-05-01,0,1,1,1.000000,1450.00", "2024-05-01,1,1,0,0.000000,0.00", "2024-05-01,2,1,,,"], lines[8..]);
    }

    [Fact]
    public async Task Lead_times_split_the_way_and_count_who_still_waits() => Assert.Equal(
        [
            "period,carrier,shipments,delivered,process_days_p50,process_days_p90,transit_days_p50,transit_days_p90,lead_days_p50,lead_days_p90,lead_days_p95,open_beyond_p90",
            // Andes: 2, 1 and 1 days to ship; 2 and 5 on the way; 4 and 6 in all; the third is open for longer than 5.8.
            "2024-01-01,Andes,3,2,1.000000,1.800000,3.500000,4.700000,5.000000,5.800000,5.900000,1",
            "2024-01-01,Sur Cargo,1,0,1.000000,1.000000,,,,,,",
        ],
        await TinyShop.LinesAsync("lead-times", "--period", "2024-Q1"));

    [Fact]
    public async Task A_campaigns_days_add_up_to_its_lift()
    {
        var database = await Changed.Value;
        var days = (await TinyShop.AskAsync(database, "campaign-days")).Rows;
        // 28 days before 2024-03-04, its 10 days, and 10 after; K0 has no 28 days before it.
        Assert.Equal((48, 28, 10, 10), (days.Count, Phase("before"), Phase("during"), Phase("after")));
        Assert.All(days, row => Assert.Equal("K1", row[0]));
        var lift = (decimal)(await TinyShop.AskAsync(database, "campaigns")).Rows.Single(row => (string?)row[0] == "K1")[11]!;
        Assert.Equal(lift, days.Where(row => (string?)row[3] == "during").Sum(row => (decimal)row[4]! - (decimal)row[5]!));

        int Phase(string name) => days.Count(row => (string?)row[3] == name);
    }

    [Theory]
    // Three regions at 100 + 10 x weekday each: 360 on a Tuesday, all four alike. One Wednesday of four sold 280 more: the mean is 390 + 70,
    // squares 3 x 70^2 + 210^2 = 58800, and 2.080 x sqrt(58800 / 21 x 1.25) = 123.05 either way, on every day.
    [InlineData("2024-02-06", "before,360.00,360.00,236.95,483.05")]
    [InlineData("2024-02-07", "before,670.00,460.00,336.95,583.05")]
    [InlineData("2024-03-05", "during,860.00,360.00,236.95,483.05")]
    // B is shut on Wednesday the 13th: twice 130 and the campaign's 500.
    [InlineData("2024-03-13", "during,760.00,460.00,336.95,583.05")]
    [InlineData("2024-03-20", "after,390.00,460.00,336.95,583.05")]
    public async Task A_campaigns_day_is_held_against_its_weekday_before(string day, string figures) => Assert.Contains(
        $"K1,Marzo,{day},{figures}", TinyShop.Lines(await TinyShop.AskAsync(await Changed.Value, "campaign-days", "--where", "campaign=Marzo")));

    [Fact]
    public async Task Stock_outs_are_days_in_a_row_and_end_with_what_a_count_speaks_for() => Assert.Equal(
        ["product_id,product,category,starts_on,ends_on,days", "P1,Mate,Hogar,2024-01-08,2024-01-14,7"],
        await TinyShop.LinesAsync("stock-outs"));

    [Fact]
    public async Task List_prices_change_on_their_day_and_the_first_is_no_change()
    {
        // Mate went from 100 to 2000; Termo's 200 is its first price. What Mate costs changed on the same day and counts no second time.
        string[] changes = ["product_id,product,category,changed_on,price_before,price,change", "P1,Mate,Hogar,2024-03-01,100.00,2000.00,19.000000"];
        Assert.Equal(changes, await TinyShop.LinesAsync("price-changes"));
        Assert.Equal(changes, await TinyShop.LinesAsync("price-changes", "--from", "2024-03-01", "--to", "2024-03-02", "--where", "brand=Sur"));
        Assert.Equal(changes[..1], await TinyShop.LinesAsync("price-changes", "--from", "2024-02-01", "--to", "2024-03-01"));
        Assert.Equal(changes[..1], await TinyShop.LinesAsync("price-changes", "--where", "brand=Norte"));
    }

    [Fact]
    public async Task Ranks_are_held_against_the_month_before() => Assert.Equal(
        [
            Ranks,
            "Almacén,P2,Yerba,0,1,0.00,50.00,1,1,0,3,-1,kept",
            "Camping,P3,Termo,2,0,400.00,0.00,1,,,1,,new",
            "Hogar,P3,Termo,1,0,200.00,0.00,1,,,2,,new",
            // One unit came back and none was sold; in January three were.
            "Hogar,P1,Mate,-1,3,-90.00,290.00,2,1,-1,4,-3,kept",
        ],
        await TinyShop.LinesAsync("rank-changes", "--period", "2024-02"));

    [Fact]
    public async Task What_is_no_longer_sold_is_gone() => Assert.Equal(
        [
            Ranks,
            "Almacén,P2,Yerba,0,0,0.00,0.00,,1,,,,gone",
            "Camping,P3,Termo,0,2,0.00,400.00,,1,,,,gone",
            "Hogar,P1,Mate,1,-1,2000.00,-90.00,1,2,1,1,3,kept",
            "Hogar,P3,Termo,-1,1,-200.00,200.00,2,1,-1,2,0,kept",
        ],
        await TinyShop.LinesAsync("rank-changes", "--period", "2024-03"));

    [Fact]
    public async Task Before_the_first_fact_no_rank_is_known()
    {
        var answer = await TinyShop.AskAsync("rank-changes", "--period", "2024-01");
        Assert.Equal([Ranks, "Almacén,P2,Yerba,1,,50.00,,1,,,2,,", "Hogar,P1,Mate,3,,290.00,,1,,,1,,"], TinyShop.Lines(answer));
        Assert.Contains("the days before go back beyond the first fact: ranks before are not known; ask for a later or shorter period", answer.Notes);
    }

    [Fact]
    public async Task Ranks_of_other_days_are_held_against_as_many_before() => Assert.Equal(
        // 11 to 20 February against 1 to 10: order 3 and what became of orders 2 and 4.
        [
            Ranks,
            "Almacén,P2,Yerba,0,0,0.00,0.00,,1,,,,gone",
            "Camping,P3,Termo,2,0,400.00,0.00,1,,,1,,new",
            "Hogar,P3,Termo,0,1,0.00,200.00,,1,,,,gone",
            "Hogar,P1,Mate,0,-1,0.00,-90.00,,2,,,,gone",
        ],
        await TinyShop.LinesAsync("rank-changes", "--from", "2024-02-11", "--to", "2024-02-21"));
}
