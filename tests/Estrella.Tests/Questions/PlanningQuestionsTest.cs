using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>Questions to plan by: what was sold against what was wanted, which products to care for.</summary>
public class PlanningQuestionsTest
{
    private const string Plan = "period,net_sales,target,difference,attainment";

    private const string Classes = "abc_class,xyz_class,products,units,net_sales,net_sales_share";

    private static readonly Lazy<Task<NpgsqlDataSource>> Classed = new(() => TinyShop.NewAsync("classes_shop"));

    [Fact]
    public async Task Sales_are_held_against_the_targets_of_the_whole_shop() => Assert.Equal(
        [
            Plan,
            // 340 of 400; 510 of 300 and 200; of March only the web's target is known, which is none of the shop's.
            "2024-01-01,340.00,400.00,-60.00,0.850000",
            "2024-02-01,510.00,500.00,10.00,1.020000",
            "2024-03-01,1800.00,,,",
        ],
        await TinyShop.LinesAsync("plan-actual"));

    [Fact]
    public async Task A_quarter_with_a_month_nobody_planned_has_no_target() =>
        Assert.Equal([Plan, "2024-01-01,2650.00,,,"], await TinyShop.LinesAsync("plan-actual", "--by", "quarter"));

    [Fact]
    public async Task A_month_that_is_not_over_has_not_missed_its_target() =>
        Assert.Equal([Plan, "2024-02-01,0.00,500.00,,"], await TinyShop.LinesAsync("plan-actual", "--from", "2024-02-01", "--to", "2024-02-02"));

    [Fact]
    public async Task Products_are_classed_by_what_they_sell_and_how_steadily() => Assert.Equal(
        [
            Classes,
            // 8000 of 10000, every week alike.
            "A,X,1,100,8000.00,0.800000",
            // 1500 after 80 %; mean 2, deviation 2: a variation of 1 is Z.
            "B,Z,1,20,1500.00,0.150000",
            // 400 after 95 %; mean 2, deviation 1: a variation of 0.5 is Y. The last 100 after them; once in ten weeks.
            "C,Y,1,20,400.00,0.040000",
            "C,Z,1,10,100.00,0.010000",
        ],
        await ClassesAsync("--from", "2024-01-01", "--to", "2024-03-11"));

    [Fact]
    public async Task Weeks_the_range_cuts_say_nothing_of_how_steadily_products_sell() => Assert.Equal(
        // From Tuesday: nine whole weeks. P1 sells 90, P2 four in four of them, P3 three in four and one in five, P4 none: 8740 in all.
        // P3: mean 17/9, mean of squares 41/9, so a variance of 80/81 against a mean's square of 289/81.
        [Classes, "A,X,1,90,7200.00,0.823799", "B,Z,1,16,1200.00,0.137300", "C,Y,1,17,340.00,0.038902"],
        await ClassesAsync("--from", "2024-01-02", "--to", "2024-03-11"));

    [Fact]
    public async Task Fewer_than_eight_weeks_do_not_tell_how_steadily_products_sell()
    {
        // The eighth week lacks its Sunday, but not its orders: P1 6400, P2 1200, P3 320 and P4 100 of 8020. P2 comes after 79.8 %, P3 after 94.8 %.
        var answer = await TinyShop.AskAsync(await Classed.Value, "abc-xyz", "--from", "2024-01-01", "--to", "2024-02-25");
        Assert.Equal([Classes, "A,,2,96,7600.00,0.947631", "B,,1,16,320.00,0.039900", "C,,1,10,100.00,0.012469"], TinyShop.Lines(answer));
        Assert.Contains("the range has fewer than eight whole weeks: how steadily products sell is not known", answer.Notes);
    }

    private static async Task<string[]> ClassesAsync(params string[] words) => TinyShop.Lines(await TinyShop.AskAsync(await Classed.Value, "abc-xyz", words));
}
