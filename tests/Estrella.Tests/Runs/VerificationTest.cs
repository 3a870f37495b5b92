using System.Text.RegularExpressions;
using Estrella.Foundation;
using Estrella.Runs.Verifying;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>A shop with three nights behind it: Ana moved, order 2 was cancelled, a line was corrected, a rug came back.</summary>
public sealed class SeasonedShop : IAsyncLifetime
{
    public CornerShop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Shop = await CornerShop.OpenedAsync();
        await Shop.NightAsync(
            "2024-03-01",
            ("customers", "id,name,city\nA,Ana,Ourense\nB,Bea,Lugo\nC,Cleo,Vigo"),
            ("orders", "id,customer,ordered,status\n2,B,2024-01-20,void\n4,A,2024-03-01,open"),
            ("lines", "id,order,product,quantity,price\n1b,1,rug,2,50\n4a,4,lamp,5,12"));
        await Shop.NightAsync(
            "2024-03-05",
            ("returns", "id,order,product,returned,quantity\nr1,3,rug,2024-03-04,1"),
            ("orders", "id,customer,ordered,status\n5,D,2024-03-05,done"),
            ("lines", "id,order,product,quantity,price\n5a,5,vase,1,30"));
        await Shop.NightAsync("2024-03-09", ("products", "id,name,category\nlamp,Lamp,Home\nrug,Rug,Floor\nvase,Vase,Home"));
    }

    public async ValueTask DisposeAsync() => await Shop.DisposeAsync();
}

/// <summary>Promise 5: incremental equals full, and whatever does not is named.</summary>
public sealed class VerificationTest(SeasonedShop seasoned) : IClassFixture<SeasonedShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_with_several_nights_behind_it_is_equal_in_every_table()
    {
        var report = await seasoned.Shop.VerifyAsync();
        Assert.Equal("", string.Join('\n', report.Differences));
        Assert.True(report.IsEqual);
        Assert.Equal(4, report.RunNo);
        Assert.Empty(report.Notes);
        foreach (var table in report.Tables)
            Assert.Equal((table.Table, await seasoned.Shop.CellAsync($"select count(*) from {table.Table}")), (table.Table, $"{table.Rows + table.KeptMembers}"));
        Assert.Contains(report.Tables, table => table.Table == "mart.mart_product_month");
        Assert.Contains(report.Tables, table => table is { Table: "star.fact_sales", Rows: 8 });
    }

    [Fact]
    public async Task A_sample_of_everything_compares_everything_and_a_smaller_one_less()
    {
        var all = await seasoned.Shop.VerifyAsync(KeySample.Of(1));
        var some = await seasoned.Shop.VerifyAsync(new KeySample(0.3, 1));
        Assert.True(all.IsEqual, string.Join('\n', all.Differences));
        Assert.True(some.IsEqual, string.Join('\n', some.Differences));
        Assert.Equal(8, all.Tables.Single(table => table.Table == "star.fact_sales").Rows);
        Assert.True(some.Rows < all.Rows);
    }

    [Theory]
    [InlineData(
        "update star.fact_sales set quantity = 7 where line_id = '1b'",
        "star.fact_sales changed order_no {order:1}, line_no {order_line:1b}, event sale, event_no 0, event_date 2024-01-10: quantity 7.0000, rebuilt 2.0000")]
    [InlineData(
        "delete from star.fact_sales where line_id = '3a' and event = 'sale'",
        "star.fact_sales missing order_no {order:3}, line_no {order_line:3a}, event sale, event_no 0, event_date 2024-02-05")]
    [InlineData(
        "insert into star.fact_sales select (jsonb_populate_record(sale, '{\"order_no\": 999}')).* from star.fact_sales as sale where line_id = '1a'",
        "star.fact_sales extra order_no 999, line_no {order_line:1a}, event sale, event_no 0, event_date 2024-01-10")]
    [InlineData(
        "update star.fact_sales set customer_key = (select customer_key from star.dim_customer where customer_id = 'A' and is_current) where line_id = '1a'",
        "star.fact_sales changed order_no {order:1}, line_no {order_line:1a}, event sale, event_no 0, event_date 2024-01-10: customer_key customer_no {customer:A} (A), valid_from 2024-03-01 00:00:00+00, rebuilt customer_no {customer:A} (A), valid_from -infinity")]
    [InlineData(
        "update mart.mart_product_day set net_amount = net_amount + 0.0001 where event_date = '2024-02-05'",
        "mart.mart_product_day changed event_date 2024-02-05, order_date 2024-02-05, product_key product_no {product:rug} (rug), valid_from -infinity, currency EUR, is_paid false, is_fulfilled true: net_amount 150.0001, rebuilt 150.0000")]
    [InlineData(
        "update star.dim_customer set first_name = 'Eve' where customer_id = 'B'",
        "star.dim_customer changed customer_no {customer:B}, valid_from -infinity: first_name (personal), rebuilt (personal)")]
    [InlineData(
        "update star.dim_product set category = 'Hall' where product_id = 'rug'",
        "star.dim_product changed product_no {product:rug}, valid_from -infinity: category Hall, rebuilt Floor")]
    public async Task What_a_hand_altered_is_named_with_key_column_and_both_values(string damage, string expected)
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        await shop.DoAsync(damage);
        var report = await shop.VerifyAsync();
        Assert.False(report.IsEqual);
        expected = await NumberedAsync(shop, expected);
        Assert.Equal(expected, string.Join('\n', report.Differences.Where(each => IsOf(each, expected)).Select(Line)));
        // Views over a damaged roll-up are equal: their own rows were not touched. Nothing else may differ.
        Assert.Equal([expected[..expected.IndexOf(' ')]], report.Differences.Select(each => each.Table).Distinct());
    }

    [Fact]
    public async Task A_version_that_begins_on_another_day_is_named_with_its_neighbour_and_the_facts_that_point_at_it()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        // Ana is in Ourense from the 1st of March; order 4 is of that day.
        await shop.DoAsync(
            """
            set constraints all deferred;
            update star.dim_customer set
                valid_to = case when valid_from = '-infinity' then '2024-02-02' else valid_to end,
                valid_from = case when valid_from = '-infinity' then valid_from else '2024-02-02' end
            where customer_id = 'A'
            """);
        var report = await shop.VerifyAsync();
        string[] versions =
            [
                "star.dim_customer changed customer_no {customer:A}, valid_from -infinity: valid_to 2024-02-02 00:00:00+00, rebuilt 2024-03-01 00:00:00+00",
                "star.dim_customer extra customer_no {customer:A}, valid_from 2024-02-02 00:00:00+00",
                "star.dim_customer missing customer_no {customer:A}, valid_from 2024-03-01 00:00:00+00",
            ];
        Assert.Equal(await NumberedAsync(shop, string.Join('\n', versions)), string.Join('\n', report.Differences.Where(each => each.Table == "star.dim_customer").Select(Line)));
        Assert.Contains(
            await NumberedAsync(shop, "star.fact_sales changed order_no {order:4}, line_no {order_line:4a}, event sale, event_no 0, event_date 2024-03-01: customer_key customer_no {customer:A} (A), valid_from 2024-02-02 00:00:00+00, rebuilt customer_no {customer:A} (A), valid_from 2024-03-01 00:00:00+00"),
            report.Differences.Select(Line));
    }

    [Fact]
    public async Task A_materialized_view_that_was_not_refreshed_is_named()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        // What a refresh left out would look like: the calendar was spoilt, refreshed from, and mended.
        await shop.DoAsync("insert into star.dim_date (date_key) values ('2035-01-01')");
        var view = await shop.CellAsync("select 'star_parts.' || matviewname from pg_matviews where matviewname like 'currency_day_%'");
        await shop.DoAsync($"refresh materialized view {view}; delete from star.dim_date where date_key = '2035-01-01'");
        var expected = await shop.CellAsync("select string_agg(format('mart.currency_day extra currency %s, rate_type official, day 2035-01-01', currency), e'\n' order by currency) from (values (''), ('EUR')) as own (currency)");
        Assert.Equal(expected, string.Join('\n', (await shop.VerifyAsync()).Differences.Select(Line)));
    }

    [Fact]
    public async Task All_differences_are_counted_and_the_first_are_told()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        await shop.DoAsync("update star.fact_sales set quantity = quantity + 1, unit_price = unit_price + 1");
        var report = await shop.VerifyAsync(shown: 2);
        Assert.Equal(8, report.Tables.Single(table => table.Table == "star.fact_sales").Changed);
        Assert.Equal(["quantity", "unit_price", "quantity", "unit_price"], report.Differences.Where(each => each.Table == "star.fact_sales").Select(each => each.Column));
    }

    [Fact]
    public async Task A_run_that_was_refused_changes_nothing_in_what_is_compared()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        // Its file speaks for another year, and stays in the ledger.
        shop.Write("2031-07-01", ("orders", "id,customer,ordered,status\n" + string.Join('\n', Enumerable.Range(0, 1200).Select(at => $"x{at},A,nonsense,open"))));
        await Assert.ThrowsAsync<EstrellaException>(() => shop.NightAsync("2031-07-02"));
        var report = await shop.VerifyAsync();
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        File.Delete(Path.Combine(shop.Exports, "orders_2031-07-01.csv"));
        await shop.NightAsync("2024-03-11", ("orders", "id,customer,ordered,status\n2,B,2024-01-20,void\n6,A,2024-03-10,open"));
        Assert.Equal("2024", await shop.CellAsync("select max(year) from star.dim_date"));
    }

    [Fact]
    public async Task Nothing_is_left_behind_of_a_verification_that_was_ended_on_its_way()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        const string Relations = "select count(*) from pg_class";
        var before = await shop.CellAsync(Relations);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = new Steps(table =>
        {
            if (table == "star.fact_sales")
                cancelling.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Verification.VerifyAsync(shop.Database, null, 20, progress, cancelling.Token));
        Assert.Equal(before, await shop.CellAsync(Relations));
        // The server ends a session a moment after its client has.
        while (await shop.CellAsync("select count(*) from pg_stat_activity where application_name like 'estrella verify%' and datname = current_database()") != "0")
            await Task.Delay(100, Cancellation);
    }

    [Fact]
    public async Task Who_has_to_wait_for_a_verification_goes_first()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        using var isReading = new ManualResetEventSlim();
        using var isWaiting = new ManualResetEventSlim();
        // A run that loads an entity for the first time takes the keys off its table in core.
        var run = Task.Run(
            async () =>
            {
                isReading.Wait(Cancellation);
                var locked = shop.DoAsync("do $$ begin lock table core.order_line in access exclusive mode; end $$");
                isWaiting.Set();
                await locked;
            },
            Cancellation);
        var progress = new Steps(table =>
        {
            if (table != "mart.mart_order_day")
                return;
            isReading.Set();
            isWaiting.Wait(Cancellation);
            Thread.Sleep(TimeSpan.FromSeconds(2));
        });
        var ended = await Assert.ThrowsAsync<EstrellaException>(() => Verification.VerifyAsync(shop.Database, null, 20, progress, Cancellation));
        Assert.Equal(ExitCode.LockHeld, ended.ExitCode);
        await run;
    }

    [Fact]
    public async Task A_run_publishes_while_a_verification_reads()
    {
        await using var shop = await seasoned.Shop.CopyAsync();
        var progress = new Steps(table =>
        {
            if (table == "star.fact_payment")
                shop.NightAsync("2024-03-12", ("orders", "id,customer,ordered,status\n7,A,2024-03-10,open"), ("lines", "id,order,product,quantity,price\n7a,7,lamp,1,10")).GetAwaiter().GetResult();
        });
        var report = await Verification.VerifyAsync(shop.Database, null, 20, progress, Cancellation);
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal(4, report.RunNo);
        Assert.Equal("5", await shop.CellAsync("select max(run_no) from estrella.run where is_published"));
    }

    /// <summary>Core gives numbers as rows come: <c>{customer:A}</c> is the number of customer A.</summary>
    private static async Task<string> NumberedAsync(CornerShop shop, string text)
    {
        foreach (Match name in Regex.Matches(text, @"\{(\w+):(\w+)\}", RegexOptions.None, TimeSpan.FromSeconds(1)))
            text = text.Replace(name.Value, await shop.CellAsync($"select {name.Groups[1]}_no from core.\"{name.Groups[1]}\" where {name.Groups[1]}_id = '{name.Groups[2]}'"), StringComparison.Ordinal);
        return text;
    }

    private static bool IsOf(Difference difference, string expected) => expected.StartsWith(difference.Table, StringComparison.Ordinal);

    private static string Line(Difference difference) => difference.Column is null
        ? $"{difference.Table} {difference.Kind} {difference.Key}"
        : $"{difference.Table} {difference.Kind} {difference.Key}: {difference.Column} {difference.Published ?? "null"}, rebuilt {difference.Rebuilt ?? "null"}";

    private sealed class Steps(Action<string> step) : IProgress<string>
    {
        public void Report(string value) => step(value);
    }
}
