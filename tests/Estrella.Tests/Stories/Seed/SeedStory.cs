using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories.Seed;

/// <summary>The eleven real exports, run once for all tests of the class, and the same files in plain SQL beside them.</summary>
public sealed class SeedShop : IAsyncLifetime
{
    public PublishedShop Shop { get; private set; } = null!;

    public RawShop Raw { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var directory = SeedFiles.Find();
        Shop = await PublishedShop.RunAsync(directory);
        Raw = await RawShop.LoadAsync(NpgsqlDataSource.Create(await TestServer.NewDatabaseAsync()), directory);
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}

public sealed class SeedStory(SeedShop seed) : IClassFixture<SeedShop>
{
    [Fact]
    public void All_54227_rows_are_new()
    {
        Assert.Equal(54_227, seed.Shop.Report.RowsIn);
        Assert.Equal(54_227, seed.Shop.Report.RowsOf(Verdict.New));
        Assert.Equal(11, seed.Shop.Report.Files.Count);
    }

    [Theory]
    [InlineData("best-sellers", "best-sellers", "booked", "event", "lines")]
    [InlineData("best-sellers", "best-sellers", "paid", "order", "lines")]
    [InlineData("best-sellers", "best-sellers", "fulfilled", "event", "lines")]
    [InlineData("revenue", "revenue-lines", "booked", "event", "lines")]
    [InlineData("revenue", "revenue-lines", "paid", "event", "lines")]
    [InlineData("revenue", "revenue-lines", "fulfilled", "order", "lines")]
    [InlineData("revenue", "revenue-headers", "booked", "event", "headers")]
    [InlineData("revenue", "revenue-headers", "paid", "order", "headers")]
    [InlineData("revenue", "revenue-headers", "fulfilled", "event", "headers")]
    [InlineData("revenue", "revenue-payments", "booked", "event", "payments")]
    [InlineData("revenue", "revenue-payments", "booked", "order", "payments")]
    [InlineData("revenue", "revenue-payments", "paid", "event", "payments")]
    [InlineData("profitability", "profitability", "booked", "event", "lines")]
    [InlineData("profitability", "profitability", "paid", "order", "lines")]
    [InlineData("customers", "customers", "booked", "order", "lines")]
    [InlineData("customers", "customers", "booked", "order", "headers")]
    [InlineData("customers", "customers", "paid", "order", "headers")]
    [InlineData("customers", "customers", "fulfilled", "order", "lines")]
    [InlineData("geography", "geography", "booked", "event", "lines")]
    [InlineData("geography", "geography", "booked", "order", "headers")]
    [InlineData("geography", "geography", "paid", "event", "headers")]
    [InlineData("stock-rotation", "stock-rotation", "", "", "")]
    [InlineData("payments", "payments", "", "", "")]
    [InlineData("carts", "carts", "", "", "")]
    [InlineData("reviews", "reviews", "", "", "")]
    public async Task Plain_SQL_over_the_raw_files_gives_the_same_figures(string question, string oracle, string scope, string basis, string money)
    {
        // customers is asked on the order's day only: it takes no basis. profitability and best-sellers are of lines.
        List<(string, string)> options = [];
        if (scope.Length > 0)
        {
            options.Add(("scope", scope));
        }
        if (basis.Length > 0 && question != "customers")
        {
            options.Add(("basis", basis));
        }
        if (money.Length > 0 && question is not ("best-sellers" or "profitability"))
        {
            options.Add(("money", money));
        }
        var expected = await seed.Raw.AskAsync(oracle, scope, basis, money);
        var answered = await seed.Shop.AskAsync(question, [.. options]);
        Assert.NotEmpty(expected);
        RowsAgree.Check($"{question} {scope} {basis} {money}", expected, answered);
    }

    [Theory]
    [InlineData("deliveries", "shipment")]
    [InlineData("campaigns", "campaign")]
    [InlineData("sign-ups", "customer")]
    public async Task What_the_exports_cannot_tell_is_refused_with_the_missing_export(string question, string entity)
    {
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => seed.Shop.AskAsync(question));
        Assert.Equal(ExitCode.DecisionMissing, refused.ExitCode);
        Assert.Contains(entity, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cost_export_leaves_profit_unknown_and_says_so()
    {
        var rows = await seed.Shop.AskAsync("profitability");
        Assert.All(rows, row => Assert.Null(row["gross_profit"]));
        Assert.Contains("cost", await seed.Shop.TellAsync(Estrella.Questions.AnswerFormat.Table, "profitability"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_cover_a_tenth_of_the_orders()
    {
        var text = await seed.Shop.TellAsync(Estrella.Questions.AnswerFormat.Table, "revenue");
        Assert.Contains("10.0 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_folder_again_changes_nothing_and_says_so()
    {
        var again = await seed.Shop.RunAgainAsync(SeedFiles.Find());
        Assert.Equal("no_change", again.State);
        Assert.Equal(0, again.RowsIn);
        Assert.All(again.Files, file => Assert.Equal("skipped", file.State));
    }

    [Fact]
    public async Task Order_totals_are_never_overwritten()
    {
        var expected = (decimal)(await seed.Raw.AskAsync("total", "", "", "")).Single()["total"]!;
        Assert.Equal(expected, await seed.Shop.ScalarAsync<decimal>("select sum(total) from core.order"));
    }
}
