using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>Customers scored by how lately, how often and for how much they order. The shop and its figures: <c>scored_shop.sql</c>.</summary>
public class CustomerScoresTest
{
    private const string Columns = "recency,frequency_money,rfm_group,customers,customers_share,kept_orders,net_sales,net_sales_share,as_of";

    private static readonly Lazy<Task<NpgsqlDataSource>> Scored = new(() => TinyShop.NewAsync("scored_shop"));

    // How many stand below gives the score. Of ten by days: 0 and 1 are 1, 2 and 3 are 2, 4 and 5 are 3, 6 and 7 are 4, 8 and 9 are 5.
    // Of the nine who ordered in the year by orders and net sales: 0 and 1 are 1, 2 and 3 are 2, 4 and 5 are 3, 6 and 7 are 4, 8 is 5.
    //      below by days, orders, net sales   R F M   (F + M) / 2
    // C1        9  8  8                       5 5 5    5
    // C2        8  6  5                       5 4 3    3.5
    // C3        6  0  0                       4 1 1    1      C3 and C4 are alike in days; C3, C4 and C8 in orders;
    // C4        6  0  1                       4 1 1    1      C4 and C8 in net sales; C6 and C9 in orders
    // C5        5  5  6                       3 3 4    3.5
    // C6        4  3  4                       3 2 3    2.5
    // C7        3  7  7                       2 4 4    4
    // C8        2  0  1                       2 1 1    1
    // C9        1  3  3                       1 2 2    2
    // C10       0  -  -                       1 1 1    1
    // 25 orders and 13650 in all.
    [Fact]
    public async Task Customers_are_scored_in_fifths_and_ties_share() => Assert.Equal(
        [
            Columns,
            "5,4,champions,1,0.100000,4,800.00,0.058608,2024-12-31",
            "5,5,champions,1,0.100000,6,6000.00,0.439560,2024-12-31",
            "4,1,promising,2,0.200000,2,150.00,0.010989,2024-12-31",
            "3,3,need attention,1,0.100000,2,400.00,0.029304,2024-12-31",
            "3,4,loyal,1,0.100000,3,900.00,0.065934,2024-12-31",
            "2,1,hibernating,1,0.100000,1,100.00,0.007326,2024-12-31",
            "2,4,at risk,1,0.100000,5,5000.00,0.366300,2024-12-31",
            "1,1,hibernating,1,0.100000,0,0.00,0.000000,2024-12-31",
            "1,2,hibernating,1,0.100000,2,300.00,0.021978,2024-12-31",
        ],
        (await LinesAsync()).Where(line => line.Split(',')[3] != "0"));

    [Fact]
    public async Task Every_cell_has_its_group_also_where_nobody_is() => Assert.Equal(
        [
            "new,potential loyalists,potential loyalists,champions,champions",
            "promising,potential loyalists,potential loyalists,loyal,loyal",
            "about to sleep,about to sleep,need attention,loyal,loyal",
            "hibernating,hibernating,at risk,at risk,cannot lose",
            "hibernating,hibernating,at risk,at risk,cannot lose",
        ],
        (await LinesAsync()).Skip(1).Select(line => line.Split(',')[2]).Chunk(5).Select(line => string.Join(',', line)));

    [Fact]
    public async Task The_end_of_the_range_is_the_day_scores_are_of_whatever_its_beginning()
    {
        Assert.Equal(await LinesAsync(), await LinesAsync("--from", "2024-12-01", "--to", "2025-01-01"));
        // No export speaks for January yet: nobody is a month older.
        Assert.Equal(await LinesAsync(), await LinesAsync("--to", "2025-02-01"));
        // C10's one order of this day. With one value each, fixed cut points: today is 5, one order 1, the mean itself 3; (1 + 3) / 2 is 2.
        var answer = await TinyShop.AskAsync(await Scored.Value, "rfm", "--to", "2024-01-02");
        Assert.Equal(["5,2,potential loyalists,1,1.000000,1,700.00,1.000000,2024-01-01"], TinyShop.Lines(answer).Where(line => line.Contains(",700.00,", StringComparison.Ordinal)));
        Assert.Contains(
            "fewer than five values differ, and fixed cut points score them: days since the last order, orders of the year, net sales of the year", answer.Notes);
    }

    [Fact]
    public async Task Five_values_need_no_fixed_cut_points() =>
        Assert.DoesNotContain((await TinyShop.AskAsync(await Scored.Value, "rfm")).Notes, note => note.Contains("fixed cut points", StringComparison.Ordinal));

    [Fact]
    public async Task Who_ordered_nothing_for_a_year_has_no_money_to_share() => Assert.Equal(
        // Only C10 ever bought P2, 365 days ago: 2 by fixed cut points; no order and no money are 1.
        ["2,1,hibernating,1,1.000000,0,0.00,,2024-12-31"],
        (await LinesAsync("--where", "product=P2")).Skip(1).Where(line => line.Split(',')[3] != "0"));

    [Fact]
    public async Task Fixed_cut_points_hold_money_against_the_mean()
    {
        var answer = await TinyShop.AskAsync("rfm");
        // On 31 March C1's last order is 55 days ago (4), C2's 30 (5); two orders (2) and one (1). The mean is 1125: 250 is below a quarter
        // of it (1), 2000 up to its double (4). (2 + 1) / 2 and (1 + 4) / 2 count up.
        Assert.Equal(
            ["5,3,potential loyalists,1,0.500000,1,2000.00,0.888889,2024-03-31", "4,2,potential loyalists,1,0.500000,2,250.00,0.111111,2024-03-31"],
            TinyShop.Lines(answer).Skip(1).Where(line => line.Split(',')[3] != "0"));
    }

    [Fact]
    public async Task Money_that_cannot_be_told_leaves_the_orders() => Assert.Equal(
        // A rate of 28 February tells C2's 2000 of March as 10, the mean of one (3), and nothing of C1's January: their two orders alone are 2.
        ["5,2,potential loyalists,1,0.500000,1,10.00,1.000000,2024-03-31", "4,2,potential loyalists,1,0.500000,2,,,2024-03-31"],
        (await TinyShop.LinesAsync("rfm", "--terms", "BRL")).Skip(1).Where(line => line.Split(',')[3] != "0"));

    [Fact]
    public async Task Before_the_first_order_nobody_is_scored() =>
        Assert.Equal([Columns], await LinesAsync("--from", "2023-01-01", "--to", "2023-02-01"));

    [Theory]
    [InlineData("5|4", "C2")]
    [InlineData("hibernating", "C8 C9 C10")]
    [InlineData("champions", "C1 C2")]
    public async Task The_customers_of_a_cell_or_a_group_are_listed_by_id(string row, string customers)
    {
        var rows = (await ExplainAsync(row)).Rows;
        Assert.Equal(customers.Split(' '), rows.OrderBy(each => each.Line).Select(each => each.Id));
        // C1 stands on line 2 of the file.
        Assert.All(rows, each => Assert.Equal(("customer", "clientes.csv", int.Parse(each.Id[1..], System.Globalization.CultureInfo.InvariantCulture) + 1), (each.Entity, each.File, each.Line)));
    }

    [Fact]
    public async Task A_cell_nobody_is_in_has_no_list() =>
        Assert.Contains("nothing stands behind a row '5|1' of rfm", (await Assert.ThrowsAsync<EstrellaException>(() => ExplainAsync("5|1"))).Message, StringComparison.Ordinal);

    private static async Task<Explanation> ExplainAsync(string row)
    {
        var question = QuestionCatalog.Load(null).Get("rfm");
        return await Explaining.ExplainAsync(await Scored.Value, question, Asking.Parse(question, TinyShop.Options()), row, TestContext.Current.CancellationToken);
    }

    private static async Task<string[]> LinesAsync(params string[] words) => TinyShop.Lines(await TinyShop.AskAsync(await Scored.Value, "rfm", words));
}
