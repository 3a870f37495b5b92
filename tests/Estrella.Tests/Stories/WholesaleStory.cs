using System.Text.Json;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Estrella.Tests.Sources;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>One flat sales file and the project's own contract: what is no data of ours is kept, and rows that disagree are told.</summary>
public sealed class WholesaleStory : IAsyncLifetime
{
    private const string BadDebt = "A563185;B;Adjust bad debt;1;2010-12-01 10:50;11062,06;;United Kingdom";

    // Customer 17850 is of two countries: lines 2 and 4. Invoice 536365 comes to 15.30 + 20.34, 536366 to 5.10.
    private const string Sales =
        "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n" +
        "536365;85123A;HOLDER;6;2010-12-01 08:26;2,55;17850;United Kingdom\n" +
        "536365;71053;LANTERN;6;2010-12-01 08:26;3,39;17850;United Kingdom\n" +
        "536366;85123A;HOLDER;2;2010-12-01 09:00;2,55;17850;EIRE\n" +
        BadDebt + "\n";

    private readonly TemporaryFolder project = new();
    private string database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestServer.MigratedDatabaseAsync();
        project.Write("estrella.yml", "estrella: 1\n");
        project.Write("sources/mayorista.yml", ExampleContracts.WholesaleYaml);
        project.Write("data/ventas_20101201.csv", Sales);
    }

    public ValueTask DisposeAsync()
    {
        project.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rows_set_aside_are_kept_and_rows_that_disagree_on_a_customer_are_told()
    {
        var run = await RunAsync("run");
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Errors));
        Assert.Contains("4 rows in = 3 new + 0 changed + 0 unchanged + 0 duplicate + 1 set aside + 0 quarantined", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "contradiction: ventas_20101201.csv: rows tell one customer with another country, the first one holds; such as lines 2 and 4 (mayorista.ventas): 1 of 4 disagree",
            run.Output, StringComparison.Ordinal);
        Assert.Equal($"5|{BadDebt}|11062.06", await CellAsync("select concat_ws('|', line, raw, trim_scale(control)) from estrella.set_aside"));

        using var revenue = JsonDocument.Parse((await RunAsync("ask", "revenue", "--by", "month", "--format", "json")).Output);
        var month = Assert.Single(revenue.RootElement.EnumerateArray());
        Assert.Equal((2, 40.74m), (month.GetProperty("orders").GetInt32(), month.GetProperty("gross_sales").GetDecimal()));
    }

    private async Task<string> CellAsync(string query)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private Task<Ended> RunAsync(params string[] arguments) => Executable.RunAsync(arguments, project.Path, ("ESTRELLA_DATABASE", database));
}
