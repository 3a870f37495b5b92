using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>What readers find in the mart without asking a question, and the tests that hold it to the facts.</summary>
public class MartTest
{
    [Fact]
    public async Task Monthly_revenue_keeps_currencies_apart() => Assert.Equal(
        [
            "2024-01-01 ARS 2 4 350 10 0 340",
            "2024-02-01 ARS 3 2 820 20 290 510",
            "2024-03-01 ARS 0 -1 0 0 200 -200",
            "2024-03-01 USD 1 1 2 0 0 2",
        ],
        await RowsAsync("select month, currency, orders, units, gross_sales, discounts, returns, net_sales from mart.revenue_month order by 1, 2"));

    [Fact]
    public async Task Best_sellers_of_all_time() => Assert.Equal(
        ["Almacén P2 ARS 1 50 1", "Camping P3 ARS 2 400 1", "Hogar P1 ARS 2 200 1", "Hogar P3 ARS 0 0 2", "Hogar P1 USD 1 2 1"],
        await RowsAsync("select category, product_id, currency, units, net_sales, rank from mart.best_seller order by currency, category, rank"));

    [Fact]
    public async Task Orders_by_place() => Assert.Equal(
        ["- 1 1", "Córdoba 4 3", "Mendoza 2 1"],
        await RowsAsync("select region, orders, kept_orders from mart.place_orders order by coalesce(region, '')"));

    [Fact]
    public async Task Nothing_personal_is_in_the_mart() => Assert.Empty(await RowsAsync(
        """
        select table_name, column_name from information_schema.columns
        where table_schema = 'mart' and column_name ~ '(first_name|last_name|email|phone|tax|birth|street|postcode)'
        """));

    [Theory]
    [InlineData("mart_product_day", "update mart.mart_product_day set net_amount = net_amount + 0.0001 where event_date = '2024-02-05'")]
    [InlineData("mart_order_day", "delete from mart.mart_order_day where event_date = '2024-03-15'")]
    [InlineData("mart_sales_day", "update mart.mart_sales_day set returned_amount = returned_amount + 0.0001 where event_date = '2024-03-03'")]
    [InlineData("mart_placed_day", "update mart.mart_placed_day set order_with_lines_count = order_with_lines_count + 1 where order_date = '2024-03-15'")]
    [InlineData("mart_order_sales", "update mart.mart_order_sales set gross_amount = gross_amount + 0.0001 where order_no = 1")]
    [InlineData("mart_customer_order", "update mart.mart_customer_order set net_amount = net_amount + 0.0001 where order_seq = 2")]
    [InlineData("mart_customer_order", "update mart.mart_customer_order set order_seq = order_seq + 1 where order_seq = 2")]
    [InlineData("mart_customer_order", "delete from mart.mart_customer_order where order_seq = 1")]
    public async Task A_roll_up_that_drifts_from_its_facts_is_caught(string model, string damage)
    {
        await using var connection = await (await TinyShop.GetAsync()).OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand($"set local search_path = estrella, public; {damage}", connection))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var tests = ModelFolder.Load("Mart").Tests.Where(test => test.Name.StartsWith(model, StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => DataTests.RunAsync(connection, tests, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.TotalsDiffer, failure.ExitCode);
    }

    private static async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = (await TinyShop.GetAsync()).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? "-" : reader.GetValue(at) switch
            {
                DateOnly day => day.ToString("yyyy-MM-dd"),
                decimal number => number.ToString("0.####"),
                var value => value.ToString(),
            })));
        }
        return rows;
    }
}
