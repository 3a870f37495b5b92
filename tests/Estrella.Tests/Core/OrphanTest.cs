using Estrella.Ledger;
using Xunit;

namespace Estrella.Tests.Core;

public class OrphanTest
{
    [Fact]
    public async Task Line_of_an_order_nobody_said_gets_an_inferred_order()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(new Told("lines", "2024-01-01", Line(2, "1", "7", "A"), Line(3, "2", "7", "B"), Line(4, "3", "8", "A")));

        Assert.Equal(3, run.Rows(Verdict.New));
        Assert.Equal(["7|true|-", "8|true|-"], await shop.AskAsync("select order_id, is_inferred, file_no from core.order order by 1"));
        Assert.Equal(2, run.Merge.Entities.Single(each => each.Entity == "order").Inferred);
    }

    [Fact]
    public async Task Inferred_order_keeps_its_number_when_its_export_comes()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(new Told("lines", "2024-01-01", Line(2, "1", "7", "A")));
        var before = await shop.AskAsync("select order_no from core.order_line");

        var run = await shop.RunAsync(new Told("orders", "2024-01-02", new Said(2, "order", "7", ("customer", "c1"), ("ordered_at", "2023-12-31T10:00:00"), ("total", "12.5"))));

        Assert.Equal(1, run.Rows(Verdict.New));
        Assert.Equal(before, await shop.AskAsync("select order_no from core.order where not is_inferred"));
        Assert.Equal(["12.5000|c1"], await shop.AskAsync("select total, customer_id from core.order join core.customer using (customer_no)"));
        Assert.Equal(["0"], await shop.AskAsync("select count(*) from core.order_past"));
    }

    [Fact]
    public async Task Category_may_name_a_parent_that_stands_below_it()
    {
        await using var shop = await MergeShop.OpenAsync();

        await shop.RunAsync(new Told(
            "categories", "2024-01-01",
            new Said(2, "category", "phones", ("name", "Phones"), ("parent", "electronics")),
            new Said(3, "category", "electronics", ("name", "Electronics"), ("parent", null))));

        Assert.Equal(
            ["electronics|-|false", "phones|electronics|false"],
            await shop.AskAsync("""
                select category.category_id, parent.category_id as parent, category.is_inferred
                from core.category left join core.category as parent on parent.category_no = category.parent_no order by 1
                """));
    }

    [Fact]
    public async Task Campaign_may_be_named_by_its_name()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(new Told("campaigns", "2024-01-01", new Said(2, "campaign", "c-9", ("name", "Winter"))));

        await shop.RunAsync(new Told("spend", "2024-01-02",
            new Said(2, "campaign_spend", "Winter|1", ("campaign", "Winter"), ("day", "2024-01-01"), ("amount", "10")),
            new Said(3, "campaign_spend", "Spring|1", ("campaign", "Spring"), ("day", "2024-01-01"), ("amount", "20")))
        {
            Feed = feed => feed with { NamedBy = new Dictionary<string, string> { ["campaign"] = "name" } },
        });

        Assert.Equal(
            ["10.0000|c-9|false", "20.0000|Spring|true"],
            await shop.AskAsync("select amount, campaign_id, campaign.is_inferred from core.campaign_spend join core.campaign using (campaign_no) order by 1"));
    }

    [Fact]
    public async Task Campaign_known_by_its_name_only_gets_its_id_and_keeps_its_number()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(new Told("spend", "2024-01-01", new Said(2, "campaign_spend", "Spring|1", ("campaign", "Spring"), ("day", "2024-01-01"), ("amount", "20")))
        {
            Feed = feed => feed with { NamedBy = new Dictionary<string, string> { ["campaign"] = "name" } },
        });
        var before = await shop.AskAsync("select campaign_no from core.campaign_spend");

        var run = await shop.RunAsync(new Told("campaigns", "2024-01-02", new Said(2, "campaign", "c-10", ("name", "Spring"))));

        Assert.Equal(1, run.Rows(Verdict.New));
        Assert.Equal([$"{before[0]}|c-10|false"], await shop.AskAsync("select campaign_no, campaign_id, is_inferred from core.campaign"));
    }

    [Fact]
    public async Task Two_sources_may_use_the_same_id()
    {
        await using var shop = await MergeShop.OpenAsync();
        var lines = new Told("lines", "2024-01-01", Line(2, "1", "7", "A"));
        await shop.RunAsync(lines);

        shop.Source = "mayorista";
        var run = await shop.RunAsync(lines);

        Assert.Equal(1, run.Rows(Verdict.New));
        Assert.Equal(["2"], await shop.AskAsync("select count(distinct order_no) from core.order_line where order_line_id = '1'"));
    }

    [Fact]
    public async Task Changed_rows_and_their_new_parents_are_told()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(new Told("lines", "2024-01-01", Line(2, "1", "7", "A"), Line(3, "2", "7", "B")));

        var run = await shop.RunAsync(new Told("lines", "2024-01-02", Line(2, "1", "7", "A"), Line(3, "2", "9", "B")));

        Assert.Equal((1, 1), (run.Rows(Verdict.Unchanged), run.Rows(Verdict.Changed)));
        Assert.Equal((0, 1), (run.Merge.Entities.Single(each => each.Entity == "order_line").New, run.Merge.Entities.Single(each => each.Entity == "order").Inferred));
    }

    private static Said Line(int line, string id, string order, string product) =>
        new(line, "order_line", id, ("order", order), ("product", product), ("quantity", "1"), ("unit_price", "9.99"));
}
