using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Profiles;

/// <summary>Exports of two platforms in one folder; rows kept out are corrected in a spreadsheet and brought again.</summary>
public sealed class CorrectedTest
{
    [Fact]
    public async Task Corrected_rows_know_the_currency_of_their_heading_and_the_order_they_belong_to()
    {
        using var project = new TemporaryFolder();
        var database = await TestServer.MigratedDatabaseAsync();
        Task<Ended> Run(params string[] arguments) => Executable.RunAsync(arguments, project.Path, ("ESTRELLA_DATABASE", database));
        Directory.CreateDirectory(Path.Combine(project.Path, "data"));
        File.Copy(Path.Combine(Loaded.Files("tiendanube"), "ventas-8f3a.csv"), Path.Combine(project.Path, "data", "ventas.csv"));
        File.Copy(Path.Combine(Loaded.Files("meta-ads"), "informe-es.csv"), Path.Combine(project.Path, "data", "informe.csv"));
        Assert.Equal(0, (await Run("run")).ExitCode);
        Assert.Equal(0, (await Run("quarantine", "export", "fix.csv")).ExitCode);
        foreach (var (name, wrong, right) in new[] { ("fix-tiendanube-ventas.csv", "900,00 c/u", "900.00"), ("fix-meta_ads-campaigns.csv", "caro", "99.50") })
        {
            var fix = Path.Combine(project.Path, name);
            var text = await File.ReadAllTextAsync(fix, TestContext.Current.CancellationToken);
            Assert.Contains(wrong, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(fix, text.Replace(wrong, right, StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var replay = await Run("quarantine", "replay", name);
            Assert.Equal((0, ""), (replay.ExitCode, replay.ExitCode == 0 ? "" : replay.Errors));
        }
        // 1,000.25 + 500.50 as before, and 99.50.
        Assert.Equal("ARS 1600.25", await CellAsync(database, "select min(currency) || ' ' || sum(amount)::numeric(18, 2) from star.fact_campaign_spend having min(currency) = max(currency) and count(*) = count(currency)"));
        Assert.Equal("105 ARS 900.00 dani@example.com", await CellAsync(
            database,
            """
            select concat_ws(' ', header.order_id, sale.currency, sale.gross_amount::numeric(18, 2), customer.customer_id)
            from star.fact_sales as sale join star.dim_customer as customer using (customer_key) join core.order as header on header.order_no = sale.order_no
            where header.order_id = '105'
            """));
    }

    private static async Task<string?> CellAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
