using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Sources;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>Silence is not success: an export that does not come, comes unchanged or too small, is told.</summary>
public sealed class ExpectedTest
{
    private const string Text = """
        contract: 1
        source: shop
        zone: America/Argentina/Buenos_Aires
        expects: daily by 06:00
        exports:
          customers:
            files: "customers_{as_of:yyyyMMdd}.csv"
            holds: all
            expects: weekly on monday by 06:00, at least 3 rows
            customer: { id: id, first_name: name }
          orders:
            files: "orders_{as_of:yyyyMMdd}.csv"
            holds: changes
            order: { id: id, total: total }
          products:
            files: "products.csv"
            holds: changes
            product: { id: id, name: name }
          returns:
            files: "returns.csv"
            holds: changes
            expects: never
            return: { id: id, quantity: quantity }
        """;

    [Theory]
    // Buenos Aires is three hours behind UTC: 06:00 is 09:00 UTC. 2024-06-03 is a Monday.
    [InlineData("daily by 06:00", "2024-06-05T08:59", "2024-06-04T09:00")]
    [InlineData("daily by 06:00", "2024-06-05T09:00", "2024-06-05T09:00")]
    [InlineData("weekly on monday by 06:00", "2024-06-09T23:00", "2024-06-03T09:00")]
    [InlineData("weekly on sunday by 22:30", "2024-06-10T01:29", "2024-06-03T01:30")]
    [InlineData("monthly on 31 by 00:00", "2024-06-30T12:00", "2024-06-30T03:00")]
    [InlineData("monthly on 31 by 00:00", "2024-06-29T12:00", "2024-05-31T03:00")]
    public void Due_moment_is_the_last_one_in_the_zone_of_the_shop(string expects, string now, string due)
    {
        var export = Contract.Parse(Text.Replace("expects: never", $"expects: {expects}", StringComparison.Ordinal), "shop.yml").Exports.Single(each => each.Name == "returns");
        Assert.Equal(Utc(due), export.Expects!.LastDue(Utc(now), TimeZoneInfo.FindSystemTimeZoneById("America/Argentina/Buenos_Aires")));
    }

    [Theory]
    [InlineData("dayly by 06:00")]
    [InlineData("daily by 25:00")]
    [InlineData("weekly on moonday by 06:00")]
    [InlineData("monthly on 32 by 06:00")]
    public void Other_words_are_refused_with_the_ones_there_are(string expects)
    {
        var refusal = Assert.Throws<EstrellaException>(() => Contract.Parse(Text.Replace("expects: never", $"expects: {expects}", StringComparison.Ordinal), "shop.yml"));
        Assert.Equal(ExitCode.DecisionMissing, refusal.ExitCode);
        Assert.Contains("shop.yml:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_are_met_unchanged_shrunken_or_missing()
    {
        await using var shop = await UndoShop.OpenAsync(Text);
        var contracts = new[] { Contract.Parse(Text, "shop.yml") };
        async Task<string> Told(DateTime now) => string.Join(", ", (await Expected.OfAsync(
            shop.ConnectionString, contracts, null, new Stopped(now), TestContext.Current.CancellationToken)).Select(each => $"{each.Export} {each.State}"));
        var folder = shop.Folder("customers 20240602\nid,name\nc1,Ana\nc2,Luis\nc3,Eva", "orders 20240602\nid,total\no1,5", "products\nid,name\np1,Boot");
        await shop.RunFolderAsync(folder);
        // When the runs were is what the ledger says: it is set, so that the clock may stand still.
        await RanAsync(shop, "2024-06-03T08:00");

        Assert.Equal("customers met, orders met, products met", await Told(Utc("2024-06-03T09:30")));
        // The next morning came the old folder again: the dated file is not there, the undated one is the same.
        await shop.RunFolderAsync(folder);
        await RanAsync(shop, "2024-06-05T08:00");
        Assert.Equal("customers met, orders missing, products unchanged", await Told(Utc("2024-06-05T09:30")));
        // A week later a smaller one was refused.
        await Assert.ThrowsAsync<EstrellaException>(() => shop.RunAsync("customers 20240610\nid,name\nc1,Ana"));
        await RanAsync(shop, "2024-06-16T08:00");
        Assert.Equal("customers shrunken, orders missing, products missing", await Told(Utc("2024-06-17T12:00")));
        await shop.RunFolderAsync(shop.Folder("customers 20240611\nid,name\nc1,Ana"), options => options with { AcceptShrink = true });
        await RanAsync(shop, "2024-06-16T09:00");
        var told = (await Expected.OfAsync(shop.ConnectionString, contracts, null, new Stopped(Utc("2024-06-17T12:00")), TestContext.Current.CancellationToken))[0];
        Assert.Equal("shop/customers: 1 rows, expected at least 3", told.Message);
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static async Task RanAsync(UndoShop shop, string at)
    {
        await using var database = NpgsqlDataSource.Create(shop.ConnectionString);
        await using var command = database.CreateCommand($"update estrella.run set started_at = '{at}Z' where run_no = (select max(run_no) from estrella.run)");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Stopped(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
