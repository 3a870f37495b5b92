using Estrella.Generator;
using Estrella.Ledger;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>
/// A first load large enough that core's keys are taken off while it is filled: the ledger's own connection must not wait
/// for the publishing one, which PostgreSQL could not see as a deadlock.
/// </summary>
public sealed class LargeFirstLoadStory
{
    [Fact]
    public async Task A_large_first_load_does_not_wait_for_itself()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 20_000, 1), null, TestContext.Current.CancellationToken);
        await using var shop = await PublishedShop.RunAsync(folder.Path, lockTimeout: TimeSpan.FromSeconds(30));
        Assert.Equal("published", shop.Report.State);
        Assert.Equal(shop.Report.RowsIn, Enum.GetValues<Verdict>().Sum(shop.Report.RowsOf));
        Assert.Equal(shop.Report.RowsIn, await shop.ScalarAsync<long>("select sum(row_count)::bigint from estrella.control_total"));
    }
}
