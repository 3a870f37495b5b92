using System.Globalization;
using Estrella.Ledger;
using Xunit;

namespace Estrella.Tests.Core;

/// <summary>Loads large enough to suspend keys and indexes; what they leave behind is what small ones do.</summary>
public class LargeLoadTest
{
    private const int Many = 25_000;

    private const string Structure = """
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as structure from pg_constraint where connamespace = 'core'::regnamespace
        union all
        select indexdef from pg_indexes where schemaname = 'core'
        order by 1
        """;

    [Fact]
    public async Task First_load_leaves_keys_and_indexes_as_they_were()
    {
        await using var shop = await MergeShop.OpenAsync();
        var before = await shop.AskAsync(Structure);

        var run = await shop.RunAsync(Lines("2024-01-01", 0));

        Assert.Equal(Many, run.Rows(Verdict.New));
        Assert.True(run.Merge.Entities.Single(each => each.Entity == "order_line").IsFirstFill);
        Assert.Equal(before, await shop.AskAsync(Structure));
        Assert.Equal([$"{Many}|{Many}|{Many / 5}"], await shop.AskAsync("select count(*), count(distinct order_line_no), count(distinct order_no) from core.order_line"));
    }

    [Fact]
    public async Task Second_load_meets_the_first_on_its_keys()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(Lines("2024-01-01", 0));
        var before = await shop.AskAsync(Structure);
        var numbers = await shop.AskAsync("select md5(string_agg(order_line_id || order_line_no, ',' order by order_line_id)) from core.order_line");

        // A large one beside it, and a small one that overlaps by half.
        shop.Source = "mayorista";
        var large = await shop.RunAsync(Lines("2024-01-01", 0));
        shop.Source = "tienda";
        var small = await shop.RunAsync(Lines("2024-01-02", Many - 50, 100));

        Assert.Equal(Many, large.Rows(Verdict.New));
        Assert.Equal((50, 50), (small.Rows(Verdict.New), small.Rows(Verdict.Unchanged)));
        Assert.Equal(before, await shop.AskAsync(Structure));
        Assert.Equal(numbers, await shop.AskAsync($"""
            select md5(string_agg(order_line_id || order_line_no, ',' order by order_line_id))
            from core.order_line join estrella.source using (source_no) where name = 'tienda' and order_line_id < 'L{Many:000000}'
            """));
    }

    private static Told Lines(string day, int first, int count = Many) => new(
        "lines", day,
        [.. Enumerable.Range(first, count).Select(at => new Said(
            at + 2, "order_line", string.Create(CultureInfo.InvariantCulture, $"L{at:000000}"),
            ("order", $"O{at / 5}"), ("product", $"P{at % 7}"), ("quantity", "2"), ("unit_price", "9.99")))]);
}
