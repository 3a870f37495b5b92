using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>An older run can be taken back when no later one rests on it; otherwise it is said which, and on what.</summary>
public sealed class UndoRefusalTest
{
    private const string Orders = "id,customer,ordered,channel,total,status\n";

    [Fact]
    public async Task Older_run_on_which_nothing_rests_is_taken_back_as_if_only_the_others_had_been()
    {
        string[] first = ["customers 20240601\nid,name,city,country\nc1,Ana,Salta,AR", $"orders 20240601\n{Orders}o1,c1,2024-05-10 10:00,web,200,p"];
        string[] second = [$"orders 20240602\n{Orders}o2,c2,2024-05-11 10:00,fax,20,d", "lines 20240602\norder,nth,product,quantity,price\no2,1,p2,1,20\no5,1,p2,1,20"];
        // It names the customer and the product of the second, says what that had only inferred, and changes the first.
        string[] third =
        [
            $"orders 20240603\n{Orders}o3,c2,2024-05-12 10:00,web,30,d\no5,c1,2024-05-12 10:00,web,30,d\no1,c1,2024-05-10 10:00,web,200,c",
            "lines 20240603\norder,nth,product,quantity,price\no3,1,p2,1,30\no2,2,p3,1,5",
        ];
        await using var without = await UndoShop.OpenAsync();
        await without.RunAsync(first);
        await without.RunAsync(third);

        await using var shop = await UndoShop.OpenAsync();
        await shop.RunAsync(first);
        var run = await shop.RunAsync(second);
        var last = await shop.RunAsync(third);
        var before = await without.DumpAsync();
        await shop.UndoAsync(run);

        UndoShop.AssertSame(before, await shop.DumpAsync());
        await shop.UndoAsync(last);
        await using var only = await UndoShop.OpenAsync();
        await only.RunAsync(first);
        UndoShop.AssertSame(await only.DumpAsync(), await shop.DumpAsync());
    }

    [Theory]
    [InlineData("run 2: wrote or repeated 1 of order (o1)", "orders 20240602\nid,customer,ordered,channel,total,status\no1,c1,2024-05-10 10:00,web,250,p")]
    [InlineData("run 2: wrote or repeated 1 of order (o1)", "orders 20240602\nid,customer,ordered,channel,total,status\no1,c1,2024-05-10 10:00,web,200,p")]
    [InlineData("run 2: read a full export that holds 2 of customer (c1, c2)", "customers 20240602\nid,name,city,country\nc1,Ana,Salta,AR\nc2,Luis,Jujuy,AR")]
    [InlineData("run 2: placed before a full export of it 1 of customer (c3)", "segments 20240501\nid,segment\nc3,gold")]
    [InlineData("has campaign_spend rows that name 1 of campaign (k1)", "spend 20240602\ncampaign,day,amount\nWinter,2024-06-02,5")]
    public async Task Run_on_which_a_later_one_rests_is_refused_with_the_rows(string reason, string later)
    {
        await using var shop = await UndoShop.OpenAsync();
        var run = await shop.RunAsync(
            "customers 20240601\nid,name,city,country\nc1,Ana,Salta,AR\nc2,Luis,Jujuy,AR", $"orders 20240601\n{Orders}o1,c1,2024-05-10 10:00,web,200,p", "campaigns 20240601\nid,name,channel\nk1,Winter,email");
        await shop.RunAsync(later);
        var before = await shop.DumpAsync();

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.UndoAsync(run));

        Assert.Equal(ExitCode.DecisionMissing, refusal.ExitCode);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("take the newest back first: estrella undo 2", refusal.Next);
        UndoShop.AssertSame(before, await shop.DumpAsync());
        Assert.Equal("refused", await shop.ScalarAsync<string>("select state from estrella.run order by run_no desc limit 1"));
    }

    [Fact]
    public async Task Later_run_that_skipped_the_file_stands_in_the_way_and_one_that_published_nothing_does_not()
    {
        await using var shop = await UndoShop.OpenAsync();
        var folder = shop.Folder($"orders 20240601\n{Orders}o1,c1,2024-05-10 10:00,web,200,p");
        var run = (await shop.RunFolderAsync(folder)).RunNo;
        Assert.Equal("no_change", (await shop.RunFolderAsync(folder)).State);
        await File.WriteAllTextAsync(Path.Combine(folder, "orders_20240602.csv"), $"{Orders}o2,c1,2024-05-10 10:00,web,200,p\n", TestContext.Current.CancellationToken);
        var later = (await shop.RunFolderAsync(folder)).RunNo;

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.UndoAsync(run));

        Assert.Contains($"run {later}: met orders_20240601.csv again and skipped it", refusal.Message, StringComparison.Ordinal);
        await shop.UndoAsync(later);
        await shop.UndoAsync(run);
        Assert.Equal(0, await shop.ScalarAsync<long>("select count(*) from core.order"));
    }
}
