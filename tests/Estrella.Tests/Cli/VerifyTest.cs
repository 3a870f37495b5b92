using System.Text.Json;
using Estrella.Tests.Foundation;
using Estrella.Tests.Runs;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>verify, and the figures that plan, run and status tell, as a shell sees them.</summary>
public sealed class VerifyTest : IAsyncLifetime
{
    CornerShop shop = null!;

    public async ValueTask InitializeAsync() => shop = await CornerShop.OpenedAsync();

    public async ValueTask DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task Equal_tables_are_counted_and_end_with_0()
    {
        var equal = await RunAsync("verify");
        Assert.Equal(0, equal.ExitCode);
        Assert.Matches(@"(?m)^star\.fact_sales +4$", equal.Output);
        Assert.Matches(@"equal: [\d,]+ rows in \d+ tables, as run 1 published them", equal.Errors);
        Assert.Equal("[]\n", (await RunAsync("verify", "--format", "json")).Output);
        Assert.Equal((0, ""), ((await RunAsync("verify", "--sample", "50 %", "--quiet")) is var sampled ? (sampled.ExitCode, sampled.Errors) : default));
    }

    [Fact]
    public async Task A_difference_ends_with_5_and_names_table_key_and_column()
    {
        await shop.DoAsync("update star.fact_order set total_amount = 1 where order_id = '3'");
        var differs = await RunAsync("verify", "--format", "json");
        Assert.Equal(5, differs.ExitCode);
        using var json = JsonDocument.Parse(differs.Output);
        var difference = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("star.fact_order", "changed", "total_amount"), (Text(difference, "table"), Text(difference, "difference"), Text(difference, "column")));
        Assert.Equal((1m, JsonValueKind.Null), (decimal.Parse(Text(difference, "published")!, System.Globalization.CultureInfo.InvariantCulture), difference.GetProperty("rebuilt").ValueKind));
        Assert.Contains("error: 1 of ", differs.Errors, StringComparison.Ordinal);
        Assert.Contains("rows differ, in star.fact_order", differs.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("many")]
    public async Task A_share_that_is_none_is_wrong_usage(string sample) => Assert.Equal(2, (await RunAsync("verify", "--sample", sample)).ExitCode);

    [Fact]
    public async Task A_database_nothing_was_published_in_ends_with_4()
    {
        var ended = await Executable.RunAsync(["verify", "--database", await TestServer.NewDatabaseAsync()], shop.Project);
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("nothing is published yet", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_run_and_status_show_the_same_figures()
    {
        shop.Write("2024-03-02", ("lines", "id,order,product,quantity,price\n3a,3,rug,4,50"));
        const string Figures =
            """
            figures of published months that change:
            month currency measure before after difference
            2024-02 EUR units 3.00 4.00 1.00
            2024-02 EUR gross_sales 150.00 200.00 50.00
            2024-02 EUR net_sales 150.00 200.00 50.00

            """;
        var plan = await RunAsync("plan");
        Assert.Equal(0, plan.ExitCode);
        Assert.EndsWith(Figures, Plain(plan.Output), StringComparison.Ordinal);
        Assert.Contains("nothing was written", plan.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("figures", (await RunAsync("plan", "--of", "files")).Output, StringComparison.Ordinal);

        Assert.EndsWith(Figures, Plain((await RunAsync("run")).Output), StringComparison.Ordinal);
        Assert.Contains(Figures, Plain((await RunAsync("status", "2")).Output), StringComparison.Ordinal);
        using var kept = JsonDocument.Parse((await RunAsync("status", "2", "--of", "figures", "--format", "json")).Output);
        Assert.Equal([1m, 50m, 50m], kept.RootElement.EnumerateArray().Select(each => each.GetProperty("difference").GetDecimal()));
    }

    Task<Ended> RunAsync(params string[] arguments) => Executable.RunAsync([.. arguments, "--database", shop.Database], shop.Project);

    /// <summary>Without rules and the blanks that stand between columns.</summary>
    static string Plain(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.StartsWith('-')).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    static string? Text(JsonElement row, string column) => row.GetProperty(column).GetString();
}
