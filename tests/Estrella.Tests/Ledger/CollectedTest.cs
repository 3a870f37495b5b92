using System.Globalization;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Ledger;

/// <summary>
/// A shop's orders name the payments of a provider, whose own export knows no orders: what was sold and not collected, and
/// collected and not sold, counted by hand.
/// </summary>
public sealed class CollectedTest
{
    private const string Shop =
        """
        contract: 1
        source: tienda
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd }
        zone: UTC
        currency: ARS
        exports:
          ventas:
            files: "ventas_{as_of:yyyyMMdd}.csv"
            holds: changes
            order: { id: Venta, ordered_at: Fecha, total: Total, payment_id: Pago, status: { column: Estado, map: { ok: delivered, anulada: cancelled } } }
        """;

    private const string Provider =
        """
        contract: 1
        source: cobrador
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd }
        zone: UTC
        currency: ARS
        exports:
          cobros:
            files: "cobros_{as_of:yyyyMMdd}.csv"
            holds: changes
            payment: { id: Operacion, amount: Importe, paid_at: Fecha, status: { column: Estado, map: { acreditado: captured, devuelto: refunded, rechazado: failed } } }
        """;

    // 103 and 104 are one checkout; 105 names a payment the provider does not know; 106 was cancelled; 107 was paid in cash.
    private const string Sales =
        """
        Venta,Fecha,Total,Pago,Estado
        101,2024-05-01,100.00,9001,ok
        102,2024-05-01,50.00,9002,ok
        103,2024-05-02,70.00,9003,ok
        104,2024-05-02,30.00,9003,ok
        105,2024-05-03,40.00,9005,ok
        106,2024-05-03,60.00,9006,anulada
        107,2024-05-04,20.00,,ok

        """;

    // 9002 is 5 short; 9006 was never given back; no order names 9008; 9009 did not come in.
    private const string Collected =
        """
        Operacion,Fecha,Importe,Estado
        9001,2024-05-01,100.00,acreditado
        9002,2024-05-01,45.00,acreditado
        9003,2024-05-02,100.00,acreditado
        9006,2024-05-03,60.00,acreditado
        9008,2024-05-04,15.00,acreditado
        9009,2024-05-04,99.00,rechazado

        """;

    [Fact]
    public async Task Payments_of_a_provider_are_found_by_their_ids_and_told_against_the_orders_that_name_them()
    {
        using var project = new TemporaryFolder();
        project.Write("sources/tienda.yml", Shop);
        project.Write("sources/cobrador.yml", Provider);
        var database = await TestServer.MigratedDatabaseAsync();

        // 9001, 9002, 9003 and 9005 were sold: 5 and 40 are missing. Five payments came in: 60 and 15 are nobody's.
        await RunAsync("first", ("ventas_20240504", Sales), ("cobros_20240504", Collected));
        string[] first =
        [
            "collected-not-sold cobrador.cobros tienda.ventas: 2 of 5, 75",
            "sold-not-collected tienda.ventas cobrador.cobros: 2 of 4, 45",
        ];
        Assert.Equal(first, await RegisterAsync());

        // The night after, 9005 comes in and 9006 is given back: 5 of 9002 are missing, 15 of 9008 too much.
        await RunAsync("second", ("cobros_20240505", "Operacion,Fecha,Importe,Estado\n9005,2024-05-05,40.00,acreditado\n9006,2024-05-03,60.00,devuelto\n"));
        Assert.Equal(
            ["collected-not-sold cobrador.cobros tienda.ventas: 1 of 6, 15", "sold-not-collected tienda.ventas cobrador.cobros: 1 of 4, 5"],
            await RegisterAsync());

        await UndoPipeline.UndoAsync(Options("second"), 2, null, TestContext.Current.CancellationToken);
        Assert.Equal(first, await RegisterAsync());

        Task<RunReport> RunAsync(string folder, params (string Name, string Text)[] files)
        {
            foreach (var (name, text) in files)
                project.Write($"{folder}/{name}.csv", text);
            return RunPipeline.RunAsync(Options(folder), null, TestContext.Current.CancellationToken);
        }

        RunOptions Options(string folder) => new(Settings.Load(project.Path), database, Path.Combine(project.Path, folder));

        async Task<string[]> RegisterAsync() =>
        [
            .. (await new LedgerReader(database).ContradictionsAsync())
                .Where(each => each.Kind.Contains("collected", StringComparison.Ordinal))
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Kind} {each.One} {each.Other}: {each.Disagreeing} of {each.Compared}, {each.Amount:0.##}")),
        ];
    }
}
