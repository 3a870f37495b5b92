using Xunit;

namespace Estrella.Tests.Profiles;

/// <summary>Reports of ad platforms in three languages, with titles, totals and cells that do not apply.</summary>
public sealed class AdProfilesTest
{
    private const string Spent =
        """
        select campaign.name, spend_date, amount, fact.currency, impressions, clicks
        from star.fact_campaign_spend as fact
        join star.dim_campaign as campaign using (campaign_key)
        order by campaign.name collate "C", spend_date
        """;

    [Fact]
    public async Task Google_Ads_in_Spanish_and_English()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("google-ads"));
        Assert.Equal(
            ["Brand 2026-08-01 1250.5 USD 1200 40", "Marca 2026-08-01 1250.5 ARS 1200 40", "Marca 2026-08-02 749.5 ARS 800 20", "Remarketing 2026-08-02 300 ARS 5000 9"],
            await loaded.RowsAsync(Spent));
        Assert.Equal(["Brand -", "Marca search", "Remarketing display"], await loaded.RowsAsync("select campaign_id, channel from core.campaign order by campaign_id"));
        Assert.Equal(["campanas-es.csv:8 Cost is 'gratis'"], await loaded.KeptOutAsync());
    }

    [Fact]
    public async Task Meta_Ads_in_Spanish_and_Portuguese()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("meta-ads"));
        Assert.Equal(
            ["Invierno 2026-08-01 1000.25 ARS 20000 100", "Invierno 2026-08-02 500.5 ARS 10000 60", "Verão 2026-08-01 80.2 BRL 9000 31"],
            await loaded.RowsAsync(Spent));
        Assert.Equal(["informe-es.csv:5 Amount spent is 'caro'"], await loaded.KeptOutAsync());
    }
}
