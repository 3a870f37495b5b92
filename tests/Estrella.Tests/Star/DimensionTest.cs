using Npgsql;
using Xunit;

namespace Estrella.Tests.Star;

/// <summary>Dimensions of the tiny shop, and the chain the database keeps by itself.</summary>
public sealed class DimensionTest
{
    [Fact]
    public async Task A_customer_who_moved_has_two_versions_under_the_present_name()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["Ana -infinity 2024-03-01T03:00 2024-03-01T03:00 False Rosario Santa Fe", "Ana 2024-03-01T03:00 infinity - True Mendoza Mendoza"],
            await connection.RowsAsync("select first_name, valid_from, valid_to, closed_at, is_current, city, region from star.dim_customer where customer_id = 'ana' order by valid_from"));
    }

    [Fact]
    public async Task A_customer_without_a_place_has_that_of_an_address_that_is_not_for_billing()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["beto Córdoba False", "caro - False", "dani - False", "eva Salta True"],
            await connection.RowsAsync("select customer_id, city, is_inferred from star.dim_customer where customer_id in ('beto', 'caro', 'dani', 'eva') order by 1"));
    }

    [Fact]
    public async Task A_product_that_changed_its_category_has_two_versions_with_their_paths()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["-infinity C3 Almacén Almacén", "2024-04-01T03:00 C4 Bebidas Almacén > Bebidas"],
            await connection.RowsAsync("select valid_from, category_id, category, category_path from star.dim_product where product_id = 'yerba' order by 1"));
        Assert.Equal("Hogar > Cocina", await connection.CellAsync("select category_path from star.dim_product where product_id = 'mate'"));
    }

    [Fact]
    public async Task A_price_holds_from_its_day_and_the_first_from_the_beginning()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["1 -infinity 2024-04-01T03:00 100 40", "1 2024-04-01T03:00 infinity 120 50", "2 -infinity infinity 10 7", "4 -infinity infinity 121 60"],
            await connection.RowsAsync("select product_no, valid_from, valid_to, price, cost from star.product_price where product_no > 0 order by 1, 2"));
    }

    [Fact]
    public async Task A_list_price_without_days_makes_versions_when_it_changes_between_exports()
    {
        await using var connection = await TinyShop.CopyCoreAsync();
        await connection.DoAsync(
            """
            update core.product set price = 30, cost = 3, said_at = '2024-04-01 15:00+00' where product_no = 3;
            insert into core.product_past (product_no, said_at, name, category_no, price, cost) values (3, '-infinity', 'Termo', 2, 20, null);
            """);
        await connection.BuildAsync();
        Assert.Equal(
            // The cost is known from the 1st of April on; before it that one is taken.
            ["-infinity 2024-04-01T03:00 20 3 2024-04-01T03:00", "2024-04-01T03:00 infinity 30 3 2024-04-01T03:00"],
            await connection.RowsAsync("select valid_from, valid_to, price, cost, cost_from from star.product_price where product_no = 3 order by 1"));
    }

    [Fact]
    public async Task Every_dimension_has_its_unknown_member()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        foreach (var dimension in new[] { "customer", "product", "geography", "campaign", "payment_method", "carrier", "warehouse", "channel", "status" })
            Assert.Equal("1", await connection.CellAsync($"select count(*) from star.dim_{dimension} where {dimension}_key = 0"));
        Assert.Equal("-infinity -", await connection.CellAsync("select date_key, year from star.dim_date where date_key = '-infinity'"));
    }

    [Fact]
    public async Task The_calendar_has_whole_years_and_names_events_in_both_languages_weekdays()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal("2024-01-01 2024-12-31 366", await connection.CellAsync("select min(date_key), max(date_key), count(*) from star.dim_date where date_key > '-infinity'"));
        Assert.Equal(
            ["2024-03-31 7 Sunday domingo True 2024-03-25 -", "2024-04-01 1 Monday lunes False 2024-04-01 Hot Sale", "2024-04-02 2 Tuesday martes False 2024-04-01 Hot Sale"],
            await connection.RowsAsync("select date_key, weekday, weekday_en, weekday_es, is_weekend, week_start, event from star.dim_date where date_key between '2024-03-31' and '2024-04-02' order by 1"));
    }

    [Theory]
    [InlineData("update star.dim_customer set valid_to = '2024-02-01' where customer_no = 1 and closed_at is not null", "dim_customer_has_no_gap")]
    [InlineData("update star.dim_customer set valid_to = '2024-04-01' where customer_no = 1 and closed_at is not null", "dim_customer_has_no_gap")]
    [InlineData("insert into star.dim_customer (customer_no, customer_id, valid_from, valid_to, is_deleted, is_inferred, geography_key) values (1, 'ana', '2024-05-01', 'infinity', false, false, 0)", "dim_customer_ends_once")]
    [InlineData("insert into star.dim_customer (customer_no, customer_id, valid_from, valid_to, is_deleted, is_inferred, geography_key) values (1, 'ana', '-infinity', '2024-01-01', false, false, 0)", "dim_customer_begins_once")]
    [InlineData("update star.dim_customer set valid_to = '-infinity' where customer_no = 1 and closed_at is not null", "dim_customer_runs_forward")]
    [InlineData("delete from star.dim_customer where customer_no = 1 and is_current", "dim_customer_has_no_gap")]
    public async Task The_database_refuses_a_broken_chain(string damage, string constraint)
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.DoAsync(damage + "; set constraints all immediate"));
        Assert.Contains(refused.ConstraintName, new[] { constraint, "fact_sales_customer_key_fkey", "fact_order_customer_key_fkey", "order_state_customer_key_fkey" });
    }
}
