using Estrella.Ledger;
using Xunit;

namespace Estrella.Tests.Core;

public class VerdictTest
{
    [Fact]
    public async Task First_export_is_new_and_the_same_again_is_unchanged()
    {
        await using var shop = await MergeShop.OpenAsync();
        Told Export(string day) => new("customers", day, Customer(2, "1", "Ana"), Customer(3, "2", "Luis"));

        var first = await shop.RunAsync(Export("2024-01-01"));
        var second = await shop.RunAsync(Export("2024-01-02"));

        Assert.Equal(2, first.Rows(Verdict.New));
        Assert.Equal(2, second.Rows(Verdict.Unchanged));
        Assert.True(second.Merge.IsUnchanged);
        Assert.Equal(["2"], await shop.AskAsync("select count(*) from core.customer"));
        Assert.Equal(["0"], await shop.AskAsync("select count(*) from core.customer_past"));
    }

    [Fact]
    public async Task Row_said_twice_in_a_file_is_a_duplicate_the_second_time()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(new Told("customers", "2024-01-01", Customer(2, "1", "Ana"), Customer(3, "2", "Luis"), Customer(4, "1", "Ana")));

        Assert.Equal((2, 1), (run.Rows(Verdict.New), run.Rows(Verdict.Duplicate)));
        Assert.Equal(["1|2", "2|3"], await shop.AskAsync("select customer_id, line from core.customer order by 1"));
    }

    [Fact]
    public async Task Same_row_in_two_files_of_a_run_is_a_duplicate_in_the_later_one()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(
            new Told("customers", "2024-01-02", Customer(2, "1", "Ana")),
            new Told("customers", "2024-01-01", Customer(2, "1", "Ana")));

        Assert.Equal((1, 1), (run.Rows(Verdict.New), run.Rows(Verdict.Duplicate)));
        Assert.Equal(["customers_2024-01-01.csv"], await shop.AskAsync("select name from core.customer join estrella.file using (file_no)"));
    }

    [Fact]
    public async Task Same_id_with_other_content_keeps_both_rows_out()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(new Told(
            "customers", "2024-01-01",
            Customer(2, "1", "Ana") with { Control = 5 }, Customer(3, "2", "Luis") with { Control = 7 }, Customer(4, "1", "Eva") with { Control = 11 }));

        Assert.Equal((1, 2), (run.Rows(Verdict.New), run.Rows(Verdict.Quarantined)));
        Assert.Equal((7, 16), (run.Amount(Verdict.New), run.Amount(Verdict.Quarantined)));
        Assert.Equal([2, 4], run.KeptOut.Select(row => row.Line));
        Assert.Equal("customer '1' is said otherwise in line 4, expected one content for an id", run.KeptOut[0].Problems[0].Message);
        Assert.Equal(["2"], await shop.AskAsync("select customer_id from core.customer"));
    }

    [Fact]
    public async Task Later_change_within_a_file_wins_and_the_earlier_one_is_past()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(new Told(
            "customers", "2024-03-01",
            Customer(2, "1", "Ana") with { At = "2024-02-01" }, Customer(3, "1", "Eva") with { At = "2024-01-15" }));

        Assert.Equal((1, 1), (run.Rows(Verdict.New), run.Rows(Verdict.Changed)));
        Assert.Equal(
            ["1|2024-01-15T00:00:00|false|customers_2024-03-01.csv|Eva|past", "1|2024-02-01T00:00:00|false|customers_2024-03-01.csv|Ana|now"],
            await shop.HistoryAsync("customer", "first_name"));
    }

    [Fact]
    public async Task Change_moves_what_was_known_to_the_past_and_keeps_the_number()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(new Told("customers", "2024-01-01", Customer(2, "1", "Ana"), Customer(3, "2", "Luis")));
        var before = await shop.AskAsync("select customer_no from core.customer where customer_id = '2'");

        var run = await shop.RunAsync(new Told("customers", "2024-02-01", Customer(2, "1", "Ana"), Customer(3, "2", "Luisa")));

        Assert.Equal((1, 1), (run.Rows(Verdict.Changed), run.Rows(Verdict.Unchanged)));
        Assert.Equal(before, await shop.AskAsync("select customer_no from core.customer where customer_id = '2'"));
        Assert.Equal(
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Ana|now",
                "2|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Luis|past",
                "2|2024-02-01T00:00:00|false|customers_2024-02-01.csv|Luisa|now",
            ],
            await shop.HistoryAsync("customer", "first_name"));
    }

    [Fact]
    public async Task Row_that_feeds_several_entities_is_what_its_most_novel_record_is()
    {
        await using var shop = await MergeShop.OpenAsync();
        Said Product(int line, string id, string name) => new(line, "product", id, ("name", name)) { Control = 10 };
        Said Stock(int line, string id, string day, string hand) =>
            new(line, "inventory", $"{id}|{day}", ("product", id), ("day", day), ("on_hand", hand));
        await shop.RunAsync(new Told("products", "2024-01-01", Product(2, "1", "Cup"), Stock(2, "1", "2024-01-01", "5"), Product(3, "2", "Jar"), Stock(3, "2", "2024-01-01", "6")));

        var run = await shop.RunAsync(new Told(
            "products", "2024-01-02",
            Product(2, "1", "Cup"), Stock(2, "1", "2024-01-02", "5"),
            Product(3, "2", "Big jar"), Stock(3, "2", "2024-01-01", "6")));

        Assert.Equal((1, 1), (run.Rows(Verdict.New), run.Rows(Verdict.Changed)));
        Assert.Equal((10, 10), (run.Amount(Verdict.New), run.Amount(Verdict.Changed)));
    }

    [Fact]
    public async Task Row_kept_out_for_one_entity_says_nothing_of_the_others()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(new Told(
            "sales", "2024-01-01",
            new Said(2, "product", "A", ("name", "Cup")), new Said(2, "order_line", "1", ("order", "7"), ("product", "A"), ("quantity", "1"), ("unit_price", "2")),
            new Said(3, "product", "B", ("name", "Jar")), new Said(3, "order_line", "1", ("order", "7"), ("product", "B"), ("quantity", "1"), ("unit_price", "3")),
            new Said(4, "product", "C", ("name", "Pan")), new Said(4, "order_line", "2", ("order", "7"), ("product", "C"), ("quantity", "1"), ("unit_price", "4"))));

        Assert.Equal((1, 2), (run.Rows(Verdict.New), run.Rows(Verdict.Quarantined)));
        Assert.Equal(["C"], await shop.AskAsync("select product_id from core.product"));
    }

    [Fact]
    public async Task Last_row_wins_where_the_contract_says_so()
    {
        await using var shop = await MergeShop.OpenAsync();

        var run = await shop.RunAsync(
            new Told("sales", "2024-01-01", Customer(2, "1", "Ana"), Customer(3, "1", "Ana"), Customer(4, "1", "Eva"), Customer(5, "1", "Eva"))
            {
                Feed = feed => feed with { LastWins = true },
            });

        Assert.Equal((1, 3), (run.Rows(Verdict.New), run.Rows(Verdict.Duplicate)));
        Assert.Equal(["Eva|5"], await shop.AskAsync("select first_name, line from core.customer"));
    }

    private static Said Customer(int line, string id, string name) => new(line, "customer", id, ("first_name", name));
}
