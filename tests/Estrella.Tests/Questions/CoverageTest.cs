using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>What an answer says of itself, and what stands behind it.</summary>
public class CoverageTest
{
    [Fact]
    public async Task Coverage_says_what_the_figures_rest_on()
    {
        var answer = await TinyShop.AskAsync("customers");
        Assert.Equal(
            new Coverage
            {
                From = new DateOnly(2024, 1, 1),
                To = new DateOnly(2024, 4, 1),
                AsOf = new DateOnly(2024, 3, 31),
                Run = 1,
                Scope = "booked",
                Basis = "order",
                // 7 booked orders, 6 with lines; of the 4 kept ones among these, 3 name their customer; order 9 is unmapped; line 9 has no day.
                Money = "lines",
                Currency = "ARS",
                Zone = "America/Argentina/Buenos_Aires",
                Orders = 7,
                OrdersCovered = 6,
                CustomersKnownShare = 0.75m,
                UnmappedStatusOrders = 1,
                UndatedRows = 1,
                Terms = "nominal",
            },
            answer.Coverage with { CustomersKnownShare = decimal.Round(answer.Coverage.CustomersKnownShare!.Value, 6) });
        Assert.Equal(
            ["1 orders have a status nobody mapped and count in no scope: add their texts to the contract's map", "1 rows count in no period, because their day is not known"],
            answer.Notes);
    }

    [Fact]
    public async Task A_range_that_ends_on_the_last_day_of_a_month_draws_a_hint() => Assert.Contains(
        "2024-02-29 is not in: --to is the first day not counted", (await TinyShop.AskAsync("revenue", "from", "2024-02-01", "to", "2024-02-29")).Notes);

    [Fact]
    public async Task Last_days_end_with_the_newest_fact()
    {
        var answer = await TinyShop.AskAsync("revenue", "period", "last-30d", "by", "all");
        Assert.Equal((new DateOnly(2024, 3, 2), new DateOnly(2024, 4, 1)), (answer.Coverage.From, answer.Coverage.To));
    }

    [Fact]
    public async Task The_records_behind_a_product_are_named_by_file_and_line()
    {
        var explained = await ExplainAsync("best-sellers", "P3");
        Assert.Equal(
            ["detalle.csv:5 order_line L4", "detalle.csv:7 order_line L6", ": return R1"],
            explained.Rows.OrderBy(row => row.File is null).Select(row => $"{(row.File is null ? "" : row.File)}:{row.Line} {row.Entity} {row.Id}"));
        Assert.Equal(4, explained.RowsOut);
        // Seven lines of booked orders, two cancelled orders, one return.
        Assert.Equal((7, 2, 1), (explained.RowsIn["order_line"], explained.RowsIn["order"], explained.RowsIn["return"]));
        Assert.StartsWith("units = sold", explained.Formula);
    }

    [Theory]
    [InlineData("revenue", "2024-03-01", "lines", "order_line L7, return R1")]
    [InlineData("revenue", "2024-03-01", "headers", "order O6, order O7, return R1")]
    [InlineData("revenue", "2024-01-01", "payments", "payment G1, payment G2")]
    [InlineData("customers", "2024-01-01", "lines", "order O1")]
    [InlineData("profitability", "2024-01-01|Hogar", "", "order_line L1, order_line L3")]
    [InlineData("payments", "2024-02-01|Efectivo", "", "payment G3, payment G5")]
    public async Task The_records_behind_a_row(string question, string row, string money, string expected)
    {
        var explained = await ExplainAsync(question, row, money.Length == 0 ? [] : ["money", money]);
        Assert.Equal(expected, string.Join(", ", explained.Rows.Select(each => $"{each.Entity} {each.Id}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_row_nobody_answered_is_said()
    {
        var failure = await Assert.ThrowsAsync<Estrella.Foundation.EstrellaException>(() => ExplainAsync("best-sellers", "P9"));
        Assert.Equal("nothing stands behind a row 'P9' of best-sellers", failure.Message);
        Assert.Contains("product_id", failure.Next);
    }

    [Fact]
    public async Task Every_questions_SQL_runs_as_it_is_explained()
    {
        var database = await TinyShop.GetAsync();
        foreach (var question in QuestionCatalog.Load(null).All)
        {
            var explained = await Explaining.ExplainAsync(database, question, Asking.Parse(question, TinyShop.Options()), null, TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand(explained.Sql);
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var rows = 0;
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                rows++;
            Assert.Equal(explained.RowsOut, rows);
        }
    }

    private static async Task<Explanation> ExplainAsync(string name, string row, params string[] words)
    {
        var question = QuestionCatalog.Load(null).Get(name);
        return await Explaining.ExplainAsync(
            await TinyShop.GetAsync(), question, Asking.Parse(question, TinyShop.Options(words)), row, TestContext.Current.CancellationToken);
    }
}
