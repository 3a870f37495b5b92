using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Star;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Star;

/// <summary>What the builder does with a model that changes, with views, and with readers in the way.</summary>
public sealed class ModelBuilderTest
{
    private const string Sold =
        """
        -- sold: pieces sold of a product
        -- grain: one row per product
        -- key: product_no
        -- from: star.fact_sales
        -- product_no: product
        -- quantity: pieces
        select product_no, sum(quantity)::numeric(18,4) as quantity from star.fact_sales group by product_no
        """;

    [Fact]
    public async Task A_new_column_is_added_before_publishing_and_filled_with_it()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await BuildAsync(connection, Sold);
        await connection.DoAsync("create view public.of_mine as select * from mart.sold");
        var wider = Sold.Replace("-- quantity: pieces", "-- quantity: pieces\n-- rows: rows", StringComparison.Ordinal)
            .Replace(" from star", ", count(*) as rows from star", StringComparison.Ordinal);
        await new ModelPreparation(connection, Folder(wider), TimeSpan.FromSeconds(1)).EnsureShapesAsync(new ModelState(1, false), TestContext.Current.CancellationToken);
        var result = Assert.Single(await BuildAsync(connection, wider));
        Assert.Equal(ModelFill.Whole, result.Fill);
        Assert.Equal(["1 2 10", "2 12 3"], await connection.RowsAsync("select product_no, quantity, rows from mart.sold where product_no in (1, 2) order by 1"));
        // The user's view is still there.
        Assert.Equal("4", await connection.CellAsync("select count(*) from public.of_mine"));
    }

    [Theory]
    [InlineData("sum(quantity)::numeric(18,4)", "sum(quantity)::bigint", "sold.sql does not fit the table that is published: column quantity is numeric(18,4) in the published table and bigint in the select")]
    [InlineData("quantity", "pieces", "sold.sql does not fit the table that is published: column pieces is not in the published table")]
    public async Task A_column_that_became_something_else_is_refused(string right, string wrong, string message)
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await BuildAsync(connection, Sold);
        var other = wrong == "pieces" ? Sold.Replace("as quantity", "as pieces", StringComparison.Ordinal).Replace("-- quantity", "-- pieces", StringComparison.Ordinal) : Sold.Replace(right, wrong, StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<EstrellaException>(() => BuildAsync(connection, other));
        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("-- quantity: pieces\n", "", "sold.sql: does not describe: quantity")]
    [InlineData("-- quantity: pieces\n", "-- quantity: pieces\n-- price: none\n", "sold.sql: describes columns its select does not bring: price")]
    [InlineData("-- key: product_no", "-- key: product_id", "sold.sql: names columns its select does not bring: product_id")]
    public async Task A_header_that_is_not_about_its_select_is_refused(string right, string wrong, string message)
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var fault = await Assert.ThrowsAsync<EstrellaException>(() => BuildAsync(connection, Sold.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public async Task A_materialized_view_keeps_its_name_when_its_text_changes()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var stored = Sold.Replace("-- grain", "-- kind: materialized view\n-- grain", StringComparison.Ordinal);
        var first = Assert.Single(await BuildAsync(connection, stored));
        Assert.Equal(ModelFill.First, first.Fill);
        Assert.Equal(await connection.CellAsync("select count(distinct product_no) from star.fact_sales"), $"{first.Written}");
        await connection.DoAsync("update star.fact_sales set quantity = 9 where line_no = 11");
        Assert.Equal(ModelFill.Whole, Assert.Single(await BuildAsync(connection, stored)).Fill);
        Assert.Equal("9", await connection.CellAsync("select quantity from mart.sold where product_no = 1"));
        await BuildAsync(connection, stored.Replace("group by", "where event = 'sale' group by", StringComparison.Ordinal));
        Assert.Equal("13", await connection.CellAsync("select quantity from mart.sold where product_no = 1"));
        Assert.Equal("1", await connection.CellAsync("select count(*) from pg_matviews"));
        Assert.Equal("pieces", await connection.CellAsync("select col_description('mart.sold'::regclass, 2)"));
    }

    [Fact]
    public async Task Views_and_functions_are_made_again_when_their_text_changes()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var view = Sold.Replace("-- grain", "-- kind: view\n-- grain", StringComparison.Ordinal);
        Assert.Equal(ModelFill.Whole, Assert.Single(await BuildAsync(connection, view)).Fill);
        Assert.Equal(ModelFill.Kept, Assert.Single(await BuildAsync(connection, view)).Fill);
        const string Function = "-- twice: a number and itself\n-- kind: function\n-- grain: one number\ncreate or replace function mart.twice(number integer) returns integer language sql immutable return number * 2";
        await BuildAsync(connection, Function);
        Assert.Equal("4", await connection.CellAsync("select mart.twice(2)"));
        await BuildAsync(connection, Function.Replace("* 2", "* 3", StringComparison.Ordinal));
        Assert.Equal("6", await connection.CellAsync("select mart.twice(2)"));
        // Another result: PostgreSQL cannot replace that.
        await BuildAsync(connection, Function.Replace("returns integer", "returns text", StringComparison.Ordinal).Replace("number * 2", "number::text || '!'", StringComparison.Ordinal));
        Assert.Equal("2!", await connection.CellAsync("select mart.twice(2)"));
    }

    [Fact]
    public async Task A_view_that_somebody_reads_is_asked_for_in_vain_without_anybody_waiting_behind()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var view = Sold.Replace("-- grain", "-- kind: view\n-- grain", StringComparison.Ordinal);
        await BuildAsync(connection, view);
        await using var reader = await connection.OpenSecondAsync();
        await using var reading = await reader.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await reader.DoAsync("select from mart.sold");

        var changed = view.Replace("group by", "where event = 'sale' group by", StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<EstrellaException>(() => BuildAsync(connection, changed, TimeSpan.FromMilliseconds(100)));
        Assert.Equal(ExitCode.LockHeld, fault.ExitCode);
        Assert.Contains($"mart.sold is held by {new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username} (process {reader.ProcessID}", fault.Message, StringComparison.Ordinal);

        // When the reader ends while it is asked for, it is given.
        var building = BuildAsync(connection, changed, TimeSpan.FromMinutes(1));
        await reading.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ModelFill.Whole, Assert.Single(await building).Fill);
    }

    [Fact]
    public async Task Bad_rows_of_a_data_test_stop_the_run_and_are_shown()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        var fault = await Assert.ThrowsAsync<EstrellaException>(() => DataTests.RunAsync(
            connection, [new DataTest("sold.is_none", "select order_no, quantity from star.fact_sales where line_no = 11"), new DataTest("sold.is_fine", "select where false")], TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.TotalsDiffer, fault.ExitCode);
        Assert.Equal("sold.is_none: 1 bad row, expected none\n    order_no 1, quantity 2.0000", fault.Message);
    }

    [Fact]
    public async Task A_month_is_attached_empty_while_somebody_reads()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await using var reader = await connection.OpenSecondAsync();
        await using var reading = await reader.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var before = await reader.CellAsync("select count(*) from star.fact_sales");
        await connection.DoAsync("insert into estrella.file (file_no, run_no, source_no, export, name, checksum, byte_count, as_of, state) values (3, 1, 1, 'x', 'x', 'c', 1, '2031-05-31 23:00+00', 'read')");
        await new StarBuilder { Patience = TimeSpan.FromSeconds(2) }.EnsureMonthsAsync(connection, 1, TestContext.Current.CancellationToken);
        Assert.Equal("True True", await connection.CellAsync("select to_regclass('star_parts.fact_sales_y2031m05') is not null, to_regclass('star_parts.fact_order_y2031m06') is not null"));
        Assert.Equal(before, await reader.CellAsync("select count(*) from star.fact_sales"));
        // What lies in the new month finds its place, with the keys and the foreign keys of the others.
        Assert.Equal("6", await connection.CellAsync("select count(*) from pg_constraint where contype = 'f' and conrelid = 'star_parts.fact_sales_y2031m05'::regclass"));
    }

    [Fact]
    public async Task A_month_nobody_foresaw_is_made_when_its_first_row_comes()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var changed = string.Join(";", Estrella.Entities.EntityCatalog.All.Select(each => $"create temporary table changed_{each.Name} (no bigint) on commit drop"));
        await connection.BuildAsync(changed + "; insert into changed_order values (1); update core.\"order\" set cancelled_at = '2033-01-05' where order_no = 1");
        Assert.Equal("2033-01-04", await connection.CellAsync("select distinct event_date from star.fact_sales where order_no = 1 and event = 'cancel'"));
    }

    [Fact]
    public async Task Who_holds_a_lock_too_long_is_named()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await using var other = await connection.OpenSecondAsync();
        await using var holding = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.DoAsync("lock table star.fact_order in access exclusive mode");
        var days = new[] { new DateOnly(2040, 1, 1) };
        var fault = await Assert.ThrowsAsync<EstrellaException>(() => new ModelPreparation(connection, ModelFolder.Load("Star"), TimeSpan.FromMilliseconds(100)).EnsureMonthsAsync(days, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.LockHeld, fault.ExitCode);
        Assert.Contains($"star.fact_order is held by {new NpgsqlConnectionStringBuilder(connection.ConnectionString).Username} (process {other.ProcessID}", fault.Message);
    }

    private static ModelFolder Folder(string text) => new("mart", [ModelFile.Parse(text)], []);

    private static async Task<IReadOnlyList<ModelResult>> BuildAsync(NpgsqlConnection connection, string text, TimeSpan? patience = null)
    {
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var builder = new ModelBuilder(connection, Folder(text), new ModelState(1, false)) { Patience = patience ?? TimeSpan.FromSeconds(2) };
        await builder.EnsureSchemasAsync(TestContext.Current.CancellationToken);
        var result = await builder.BuildAsync(ModelFile.Parse(text), TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return [result];
    }
}
