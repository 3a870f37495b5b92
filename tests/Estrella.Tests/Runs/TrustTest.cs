using System.Globalization;
using Estrella.Foundation;
using Estrella.Runs;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>A full export says what is gone, so it must be whole: otherwise nothing is published.</summary>
public sealed class TrustTest
{
    private const string Counted = """
        contract: 1
        source: shop
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd] }
        exports:
          customers:
            files: "customers_{as_of:yyyyMMdd}.csv"
            holds: all
            deleted_when: { gone: "1" }
            customer: { id: $row, first_name: name, city: city }
          orders:
            files: "orders_{as_of:yyyyMMdd}.csv"
            holds: changes
            deleted_when: { gone: "1" }
            order: { id: id, customer: customer, ordered_at: day, total: total }
        """;

    [Fact]
    public async Task Full_export_that_lost_more_than_a_twentieth_of_its_rows_publishes_nothing()
    {
        await using var shop = await UndoShop.OpenAsync();
        await shop.RunAsync(Customers("20240601", 100));
        var before = await shop.DumpAsync();
        var folder = shop.Folder(Customers("20240602", 94));

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunFolderAsync(folder));

        Assert.Equal(ExitCode.TooManyRowsKeptOut, refusal.ExitCode);
        Assert.StartsWith(
            "customers_20240602.csv: 94 rows, 6.0 % fewer than the 100 that run 1 read from customers_20240601.csv; its export may shrink by 5 %",
            refusal.Message.Replace("6.0%", "6.0 %", StringComparison.Ordinal).Replace("5%", "5 %", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("--accept-shrink", refusal.Next, StringComparison.Ordinal);
        UndoShop.AssertSame(before, await shop.DumpAsync());

        await shop.RunFolderAsync(folder, options => options with { AcceptShrink = true });
        Assert.Equal(6, await shop.ScalarAsync<long>("select count(*) from core.customer where is_deleted"));
    }

    [Fact]
    public async Task Full_export_within_its_limit_or_an_older_one_is_believed()
    {
        await using var shop = await UndoShop.OpenAsync();
        await shop.RunAsync(Customers("20240601", 100));
        Assert.Equal(2, await shop.RunAsync(Customers("20240602", 95)));
        Assert.Equal(3, await shop.RunAsync(Customers("20240501", 20)));
    }

    [Fact]
    public async Task Full_export_whose_last_line_is_cut_publishes_nothing_even_when_shrinking_is_accepted()
    {
        await using var shop = await UndoShop.OpenAsync();
        await shop.RunAsync(Customers("20240601", 100));
        var folder = shop.Folder(Customers("20240602", 100));
        var path = Path.Combine(folder, "customers_20240602.csv");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text[..text.LastIndexOf(',')], TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunFolderAsync(folder, options => options with { AcceptShrink = true }));

        Assert.Equal(ExitCode.TooManyRowsKeptOut, refusal.ExitCode);
        Assert.Contains("customers_20240602.csv: its last line is cut: row 100", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_changes_while_it_is_read_publishes_nothing()
    {
        await using var shop = await UndoShop.OpenAsync();
        var folder = shop.Folder(Customers("20240601", 100));
        var path = Path.Combine(folder, "customers_20240601.csv");
        var grown = new Growth(path);

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunFolderAsync(folder, null, grown));

        Assert.Equal(ExitCode.TooManyRowsKeptOut, refusal.ExitCode);
        Assert.Contains("customers_20240601.csv: it changed while it was read", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await shop.ScalarAsync<long>("select count(*) from core.customer"));
    }

    [Fact]
    public async Task Where_ids_are_row_numbers_a_file_that_was_sorted_otherwise_is_refused_and_appended_rows_are_not()
    {
        await using var shop = await UndoShop.OpenAsync(Counted);
        await shop.RunAsync("customers 20240601\nname,city,gone\nAna,Salta,\nLuis,Jujuy,\nEva,Oran,");
        await shop.RunAsync("customers 20240602\nname,city,gone\nAna,Salta,\nLuis,Tilcara,\nEva,Oran,\nRosa,Oran,");

        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunAsync("customers 20240603\nname,city,gone\nAna,Salta,\nEva,Oran,\nLuis,Tilcara,\nRosa,Oran,"));

        Assert.Equal(ExitCode.DecisionMissing, refusal.ExitCode);
        Assert.StartsWith(
            "customers_20240603.csv:3: what was row 3 is row 2 now\ncustomers_20240603.csv:4: what was row 2 is row 3 now\n2 rows of customer moved", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Luis", await shop.ScalarAsync<string>("select first_name from core.customer where customer_id = '2'"));
    }

    [Fact]
    public async Task Row_the_source_marks_deleted_is_gone_and_comes_back_when_the_mark_does()
    {
        await using var shop = await UndoShop.OpenAsync(Counted);
        await shop.RunAsync("orders 20240601\nid,customer,day,total,gone\no1,1,2024-05-01,10,\no2,1,2024-05-02,5,");
        var before = await shop.ScalarAsync<long>("select count(*) from star.fact_order where event = 'sale'");

        await shop.RunAsync("orders 20240602\nid,customer,day,total,gone\no1,1,2024-05-01,10,1");

        Assert.Equal(2, before);
        Assert.True(await shop.ScalarAsync<bool>("select is_deleted from core.order where order_id = 'o1'"));
        Assert.Equal("o1", await shop.ScalarAsync<string>("select string_agg(order_id, ' ') from star.fact_order where event = 'cancel'"));
        await shop.RunAsync("orders 20240603\nid,customer,day,total,gone\no1,1,2024-05-01,10,");
        Assert.Equal(0, await shop.ScalarAsync<long>("select count(*) from star.fact_order where event = 'cancel'"));
    }

    private static string Customers(string day, int count) =>
        $"customers {day}\nid,name,city,country\n" + string.Join('\n', Enumerable.Range(1, count).Select(no => string.Create(CultureInfo.InvariantCulture, $"c{no},Name {no},Salta,AR")));

    /// <summary>Lengthens a file when the run says that it reads it.</summary>
    private sealed class Growth(string path) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value is { Step: "read", Rows: null } && value.Detail == Path.GetFileName(path))
                File.AppendAllText(path, "c999,Late,Salta,AR\n");
        }
    }
}
