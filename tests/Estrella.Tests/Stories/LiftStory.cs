using System.Text.Json;
using Estrella.Generator;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>Campaigns with a planted effect, over twenty shops: a long hunt, behind <c>.ci/run --long</c>.</summary>
public sealed class LiftStory
{
    private const int Shops = 20;

    [Fact]
    public async Task Interval_of_the_lift_holds_the_planted_value_in_18_of_20_shops()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ESTRELLA_LONG") == "1", "a long hunt: set ESTRELLA_LONG=1, or bash .ci/run --long");
        var held = new Dictionary<string, int>();
        for (var seed = 1; seed <= Shops; seed++)
        {
            using var folder = new TemporaryFolder();
            ShopGenerator.Write(new GeneratorOptions(folder.Path, 2000, seed), null, TestContext.Current.CancellationToken);
            await using var shop = await PublishedShop.RunAsync(folder.Path);
            var rows = (await shop.AskAsync("campaigns")).ToDictionary(row => (string)row["campaign_id"]!);
            using var planted = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "books", "planted.json"), TestContext.Current.CancellationToken));
            foreach (var campaign in planted.RootElement.GetProperty("campaigns").EnumerateArray().Where(each => each.GetProperty("comparable").GetBoolean()))
            {
                var id = campaign.GetProperty("campaign_id").GetString()!;
                var lift = campaign.GetProperty("planted_net_sales").GetDecimal();
                var isHeld = (decimal)rows[id]["lift_low"]! <= lift && lift <= (decimal)rows[id]["lift_high"]!;
                held[id] = held.GetValueOrDefault(id) + (isHeld ? 1 : 0);
            }
        }
        Assert.NotEmpty(held);
        Assert.All(held, each => Assert.True(each.Value >= 18, $"{each.Key}: the interval holds the planted lift in {each.Value} of {Shops} shops"));
    }
}
