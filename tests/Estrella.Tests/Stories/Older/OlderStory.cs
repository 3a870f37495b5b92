using System.Globalization;
using System.IO.Compression;
using Estrella.Foundation;
using Estrella.Questions;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories.Older;

/// <summary>
/// A database as the Estrella of 24 November 2026 left it after two nights, dumped by <c>pg_dump --inserts</c>: today's
/// Estrella takes it over with the next night, and nothing that was published is lost.
/// </summary>
public sealed class OlderStory
{
    // What the two nights had told: orders O1 and O2 of February (2 x 1000 + 500, and 1000), O3 of March (2 x 500), whose
    // header says 999; O2 is paid 100 too little. One line, of O3, is kept out.
    private const string Contract =
        """
        contract: 1
        source: tienda
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd HH:mm:ss, yyyy-MM-dd] }
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        prices_include_tax: true
        exports:
          clientes:
            files: "clientes_{as_of:yyyyMMdd}.csv"
            holds: changes
            customer: { id: Id, first_name: Nombre, email: Email, segment: Segmento, city: Ciudad, region: Provincia, country: Pais }
          productos:
            files: "productos_{as_of:yyyyMMdd}.csv"
            holds: changes
            product: { id: Id, name: Nombre, price: Precio }
          pedidos:
            files: "pedidos_{as_of:yyyyMMdd}.csv"
            holds: changes
            order: { id: Id, customer: Cliente, ordered_at: Fecha, status: { value: delivered }, total: Total, subtotal: Total }
          renglones:
            files: "renglones_{as_of:yyyyMMdd}.csv"
            holds: changes
            order_line: { id: Id, order: Pedido, product: Producto, quantity: Cantidad, unit_price: Precio }
          pagos:
            files: "pagos_{as_of:yyyyMMdd}.csv"
            holds: changes
            payment: { id: Id, order: Pedido, amount: Importe, paid_at: Fecha, status: { value: captured } }
        """;

    private const string Months = "select to_char(month, 'YYYY-MM'), orders, net_sales from mart.revenue_month order by month";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_without_a_new_file_builds_what_a_newer_Estrella_builds_otherwise()
    {
        using var project = new TemporaryFolder();
        project.Write("estrella.yml", "estrella: 1\nzone: America/Argentina/Buenos_Aires\ncurrency: ARS\n");
        project.Write("sources/tienda.yml", Contract);
        project.Write("night/pedidos_20240403.csv", "Id,Cliente,Fecha,Total\nO4,,2024-03-20 10:00:00,2200.00\n");
        project.Write("night/renglones_20240403.csv", "Id,Pedido,Producto,Cantidad,Precio\nL6,O4,P1,2,1100.00\n");
        var database = await TestServer.MigratedDatabaseAsync();
        var options = new RunOptions(Settings.Load(project.Path), database, Path.Combine(project.Path, "night"));
        await RunPipeline.RunAsync(options, null, Cancellation);
        Assert.Equal("no_change", (await RunPipeline.RunAsync(options, null, Cancellation)).State);

        // As an older one leaves it: a function was another, one was not there yet.
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await connection.RunAsync("update estrella.model set checksum = 'older' where name = 'told'; delete from estrella.model where name = 'days_before'; drop function mart.days_before", Cancellation);
        await using var source = NpgsqlDataSource.Create(database);
        var question = QuestionCatalog.Load(null).Get("rank-changes");
        var asking = Asking.Parse(question, new Dictionary<string, IReadOnlyList<string>>());
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => Answering.AskAsync(source, question, asking, Cancellation));
        Assert.Equal(ExitCode.DecisionMissing, refused.ExitCode);
        Assert.Contains("mart.days_before", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("estrella run", refused.Next, StringComparison.Ordinal);
        Assert.Equal("published", (await RunPipeline.RunAsync(options, null, Cancellation)).State);
        await Answering.AskAsync(source, question, asking, Cancellation);
        Assert.True(await connection.AskAsync<bool>("select exists (select from pg_proc where proname = 'days_before')", Cancellation));
        Assert.Equal("no_change", (await RunPipeline.RunAsync(options, null, Cancellation)).State);
    }

    [Fact]
    public async Task A_newer_Estrella_takes_over_the_database_of_an_older_one()
    {
        using var project = new TemporaryFolder();
        project.Write("estrella.yml", "estrella: 1\nshop: Tienda de prueba\nzone: America/Argentina/Buenos_Aires\ncurrency: ARS\n");
        project.Write("sources/tienda.yml", Contract);
        var database = await RestoredAsync("2026-11-24.sql.gz");
        // What readers have of their own over published names, and which place is which, outlives the change.
        await DoAsync("create view public.my_months as select month, net_sales from mart.revenue_month; create view public.my_places as select city, region from star.dim_geography");
        Assert.Equal(["2024-02 2 3500", "2024-03 1 1000"], await RowsAsync(Months));
        var places = await RowsAsync("select geography_key, city from star.dim_geography order by geography_key");

        // The next night brings O4 of March, 2 x 1100, paid; and the line that had been kept out, put right: 1 x 500.
        project.Write("night/pedidos_20240403.csv", "Id,Cliente,Fecha,Total\nO4,C2,2024-03-20 10:00:00,2200.00\n");
        project.Write("night/renglones_20240403.csv", "Id,Pedido,Producto,Cantidad,Precio\nL6,O4,P1,2,1100.00\nL5,O3,P2,1,500.00\n");
        project.Write("night/pagos_20240403.csv", "Id,Pedido,Importe,Fecha\nG4,O4,2200.00,2024-03-20 10:05:00\n");
        var options = new RunOptions(Settings.Load(project.Path), database, Path.Combine(project.Path, "night"));
        var report = await RunPipeline.RunAsync(options, null, Cancellation);

        Assert.Equal(3, report.RunNo);
        Assert.Equal(["2024-02 2 3500", "2024-03 2 3700"], await RowsAsync(Months));
        Assert.Equal(["3500", "3700"], await RowsAsync("select net_sales from public.my_months order by month"));
        Assert.Equal(places, await RowsAsync("select geography_key, city from star.dim_geography order by geography_key"));
        // CABA and Capital Federal are the same place of ISO 3166, Córdoba another.
        Assert.Equal(
            ["Capital Federal AR-C", "CABA AR-C", "Córdoba AR-X"],
            await RowsAsync("select said_region, region_code from star.dim_geography where geography_key <> 0 order by region_code, said_region desc"));
        Assert.Empty((await Verification.VerifyAsync(database, null, 5, null, Cancellation)).Differences);
        // The register counts anew, by pair: O3's header is now 501 less than its lines, O2 100 more than its payment, and O4
        // was sold 2 x 100 above the list.
        Assert.Equal(
            ["header-lines pedidos renglones 1 501", "header-payment pedidos pagos 1 100", "line-list-price renglones productos 1 200"],
            await RowsAsync("select kind, export, other_export, disagree_count, amount from estrella.contradiction where run_no = 3 and disagree_count > 0 order by kind"));
        Assert.Equal(["header-lines 1", "header-payment 100"], await RowsAsync("select kind, amount from estrella.contradiction where run_no = 2 and disagree_count > 0 order by kind"));

        await UndoPipeline.UndoAsync(options, 3, null, Cancellation);
        Assert.Equal(["2024-02 2 3500", "2024-03 1 1000"], await RowsAsync(Months));
        Assert.Empty((await Verification.VerifyAsync(database, null, 5, null, Cancellation)).Differences);
        // So is what the older Estrella published last: Ana was bronze, O3 was not paid.
        await UndoPipeline.UndoAsync(options, 2, null, Cancellation);
        Assert.Equal(["bronce"], await RowsAsync("select segment from star.dim_customer where customer_id = 'C1'"));
        Assert.Equal(["America/Argentina/Buenos_Aires ARS"], await RowsAsync("select zone, currency from estrella.shop"));
        Assert.Empty((await Verification.VerifyAsync(database, null, 5, null, Cancellation)).Differences);

        async Task DoAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(Cancellation);
            await connection.RunAsync(sql, Cancellation);
        }

        async Task<List<string>> RowsAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(Cancellation);
            return await connection.ListAsync(
                sql, row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(at => row.IsDBNull(at) ? "-" : Text(row.GetValue(at)))), Cancellation);
        }
    }

    private static string Text(object value) => value is decimal amount
        ? amount.ToString("0.##", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static async Task<string> RestoredAsync(string dump)
    {
        var database = await TestServer.NewDatabaseAsync();
        await using var packed = typeof(OlderStory).Assembly.GetManifestResourceStream(dump)!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        // The dump empties the search path of its session: it is not given back to a pool.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await connection.RunAsync(await reader.ReadToEndAsync(Cancellation), Cancellation);
        return database;
    }
}
