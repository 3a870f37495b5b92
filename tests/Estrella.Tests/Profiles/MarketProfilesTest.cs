using Estrella.Tests.Sources.Reading;
using Xunit;
using static Estrella.Tests.Sources.Reading.WorkbookBytes;

namespace Estrella.Tests.Profiles;

/// <summary>A marketplace and its payments: the money stands with the package, the products below it; charges are negative.</summary>
public sealed class MarketProfilesTest
{
    private static readonly string?[] Header =
    [
        "# de venta", "Fecha de venta", "Estado", "Descripción del estado", "Paquete de varios productos", "Unidades", "Ingresos por productos (ARS)",
        "Cargo por venta e impuestos (ARS)", "Ingresos por envío (ARS)", "Costos de envío (ARS)", "Anulaciones y reembolsos (ARS)", "Total (ARS)", "SKU",
        "# de publicación", "Título de la publicación", "Precio unitario de venta de la publicación (ARS)", "Comprador", "DNI", "Domicilio", "Ciudad", "Estado",
        "Código postal", "País", "Forma de entrega", "Fecha en camino", "Fecha entregado",
    ];

    /// <summary>A row by the names of its cells; the second Estado is the province.</summary>
    private static string?[] Row(params (int Column, string Cell)[] cells)
    {
        var row = new string?[Header.Length];
        foreach (var (column, cell) in cells)
            row[column] = cell;
        return row;
    }

    /// <remarks>
    /// A package on 31 August: 1 × 150 + 2 × 40 = 230, charged 57.50, carried for 76, 96.50 left. 125 on 2 August, charged 30,
    /// 57 left. 100 on 1 September, cancelled; 60 on the 2nd, come back. A sale of the 32nd of August, and one whose units are
    /// no number below a package of its own: its money is known and its product is not.
    /// </remarks>
    private static byte[] Workbook() => new WorkbookBytes().Sheet(
        "Ventas AR", "",
        (1, ["Este reporte contiene tus ventas"]),
        (2, ["Ventas del 1 de agosto al 2 de septiembre de 2026"]),
        (4, Row((0, "Ventas"), (12, "Publicaciones"), (16, "Compradores"), (23, "Envíos"))),
        (5, Header),
        (6, Row((0, Number("2000014806795251")), (1, "31 de agosto de 2026 23:59 hs."), (2, "Paquete de 2 productos"), (6, Number("230")), (7, Number("-57.5")), (9, Number("-76")),
            (11, Number("96.5")), (16, "Ana Pérez"), (17, "30111222"), (18, "Av. Colón 1"), (19, "Córdoba"), (20, "Córdoba"), (21, "5000"), (22, "Argentina"), (23, "Correo"),
            (24, "1 de septiembre de 2026 08:00 hs."), (25, "3 de septiembre de 2026 10:30 hs."))),
        (7, Row((0, "2000018220633018"), (2, "Entregado"), (4, "Sí"), (5, Number("1")), (12, "GT-24"), (13, "MLA1"), (14, "Zapatilla"), (15, Number("150")))),
        (8, Row((0, "2000018220631834"), (2, "Entregado"), (4, "Sí"), (5, Number("2")), (12, "MY-26"), (13, "MLA2"), (14, "Media"), (15, Number("40")))),
        (9, Row((0, "2000018220575874"), (1, "2 de agosto de 2026 10:00 hs."), (2, "En camino"), (4, "No"), (5, Number("1")), (6, Number("125")), (7, Number("-30")), (9, Number("-38")),
            (11, Number("57")), (12, "GT-24"), (13, "MLA1"), (14, "Zapatilla"), (15, Number("125")), (16, "Beto Ruiz"), (17, "30222333"))),
        (10, Row((0, "2000018000000001"), (1, "1 de septiembre de 2026 14:31 hs."), (2, "Cancelada por el comprador"), (4, "No"), (5, Number("1")), (6, Number("100")), (7, Number("-20")),
            (10, Number("-80")), (11, Number("0")), (12, "MY-26"), (13, "MLA2"), (14, "Media"), (15, Number("100")), (16, "Ana Pérez"), (17, "30111222"))),
        (11, Row((0, "2000018000000002"), (1, "32 de agosto de 2026 10:00 hs."), (2, "Entregado"), (4, "No"), (5, Number("1")), (6, Number("10")), (11, Number("10")), (12, "MY-26"), (13, "MLA2"),
            (14, "Media"), (15, Number("10")))),
        (12, Row((0, "2000018000000003"), (1, "2 de septiembre de 2026 09:00 hs."), (2, "Paquete de 2 productos"), (6, Number("80")), (7, Number("-8")), (11, Number("72")))),
        (13, Row((0, "2000018000000004"), (2, "Entregado"), (4, "Sí"), (5, Number("1")), (12, "MY-26"), (13, "MLA2"), (14, "Media"), (15, Number("40")))),
        (14, Row((0, "2000018000000005"), (2, "Entregado"), (4, "Sí"), (5, "una"), (12, "MY-26"), (13, "MLA2"), (14, "Media"), (15, Number("40")))),
        (15, Row((0, "2000018000000006"), (1, "2 de septiembre de 2026 10:00 hs."), (2, "Devolución finalizada con reembolso al comprador"), (4, "No"), (5, Number("1")), (6, Number("60")),
            (7, Number("-6")), (10, Number("-54")), (11, Number("0")), (12, "GT-24"), (13, "MLA1"), (14, "Zapatilla"), (15, Number("60")), (16, "Ana Pérez"), (17, "30111222")))).ToArray();

    [Fact]
    public async Task Sales_of_Mercado_Libre_with_packages_and_orders_of_sixteen_digits()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "20260902_Ventas.xlsx"), Workbook(), TestContext.Current.CancellationToken);
        await using var loaded = await Loaded.RunAsync(folder.Path);
        // August: 3 pieces of the package and 1; September: one cancelled, one come back, and the one line of the second package that is sound.
        Assert.Equal(["2026-08-01 2 4 355 0 0 355", "2026-09-01 3 1 200 0 160 40"], await loaded.RevenueAsync());
        Assert.Equal(
            ["2000014806795251 2000018220631834 MY-26 2", "2000014806795251 2000018220633018 GT-24 1", "2000018000000003 2000018000000004 MY-26 1"],
            await loaded.RowsAsync(
                "select order_id, order_line_id, product_id, quantity from core.order_line join core.order using (order_no) join core.product using (product_no) where order_id <> order_line_id order by 1, 2"));
        Assert.Equal(
            ["2000014806795251 230 ARS delivered", "2000018000000001 100 ARS cancelled", "2000018000000003 80 ARS delivered", "2000018000000006 60 ARS returned", "2000018220575874 125 ARS shipped"],
            await loaded.RowsAsync("select order_id, subtotal, currency, status from core.order where not is_inferred order by 1"));
        // Ana and Beto; the second package names nobody.
        Assert.Equal(["2"], await loaded.AskAsync("customers", "customers", ("by", "all")));
        Assert.Equal(
            ["2026-08-01 Mercado Libre 355 0", "2026-09-01 Mercado Libre 240 160"],
            await loaded.AskAsync("payments", "period payment_method captured_amount refunded_amount", ("by", "month")));
        // 57.50 + 30 + 8; 96.50 + 57 + 0 + 72.
        Assert.Equal(["95.5 225.5"], await loaded.RowsAsync("select sum(fee_amount), sum(net_amount) from star.fact_payment"));
        Assert.Equal(["2000014806795251 Correo 76 2026-09-03 10:30"], await loaded.RowsAsync("select shipment_id, carrier, cost, delivered_at at time zone 'UTC' from core.shipment"));
        Assert.Equal(
            ["20260902_Ventas.xlsx:Ventas AR:11 Fecha de venta is '32 de agosto de 2026 10:00 hs.'", "20260902_Ventas.xlsx:Ventas AR:14 Unidades is 'una'"],
            await loaded.KeptOutAsync());
    }

    /// <remarks>
    /// 90001: 1,000 less 60 fee, 40 financing, 850 net: 50 of tax; 90002: 500 less 30, 470 net: none; 90003: 200, given back;
    /// 90004: rejected; 90005: 400 less 24, 100 given back; 90006 is no payment of a sale; 90007: its amount is no amount.
    /// </remarks>
    [Fact]
    public async Task Collections_of_Mercado_Pago_show_the_tax_withheld_as_what_is_left()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("mercado-pago-cobros"));
        Assert.Equal(
            ["2026-08-01 credit_card 1000 0 0", "2026-08-01 debit_card 500 0 0", "2026-09-01 account_money 200 200 0", "2026-09-01 credit_card 400 100 1"],
            await loaded.AskAsync("payments", "period payment_method captured_amount refunded_amount failed", ("by", "month")));
        Assert.Equal(
            ["90001 60 40 50 850 3 2026-08-23", "90002 30 0 0 470 1 -", "90003 0 0 - 0 1 -", "90004 0 0 - 0 1 -", "90005 24 0 - 276 1 -"],
            await loaded.RowsAsync("select payment_id, fee, financing, tax_withheld, net, installments, released_at from core.payment order by 1"));
        Assert.Equal(["-"], await loaded.RowsAsync("select distinct currency from star.fact_payment"));
        Assert.Equal(["collection-202608.csv:7"], await loaded.RowsAsync("select file.name || ':' || line from estrella.set_aside join estrella.file using (file_no)"));
        Assert.Equal(["collection-202608.csv:8 transaction_amount is 'mil'"], await loaded.KeptOutAsync());
    }

    /// <remarks>3001: 12,000 less 600 fee, 11,160 net: 240 of tax; 3002: 3,000 less 150, 2,850 net; 2,000 of 3001 went back in September; a withdrawal; a row without a day.</remarks>
    [Fact]
    public async Task Account_money_of_Mercado_Pago_takes_refunds_as_events_of_their_own()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("mercado-pago-cuenta"));
        // Payments alone do not say which currency is the shop's: their own is kept beside them.
        Assert.Equal(
            ["2026-08 credit_card ARS 12000 0", "2026-08 debit_card ARS 3000 0", "2026-09 credit_card ARS 0 2000"],
            await loaded.RowsAsync(
                """
                select to_char(paid_date, 'YYYY-MM'), method.name, currency, sum(captured_amount), sum(refunded_amount)
                from star.fact_payment join star.dim_payment_method as method using (payment_method_key)
                group by 1, 2, 3 order by 1, 2
                """));
        Assert.Equal(["3001 600 240 ARS", "3002 150 0 ARS"], await loaded.RowsAsync("select payment_id, fee, tax_withheld, currency from core.payment where payment_id not like '%|%' order by 1"));
        Assert.Equal(["settlement-2026.csv:6 TRANSACTION_DATE is 'sometime'"], await loaded.KeptOutAsync());
    }

    /// <remarks>
    /// Of Tiendanube's orders 101 alone names an operation, 900001, of 4,800: 4,700 came in. 900009, of 250, is no order's.
    /// </remarks>
    [Fact]
    public async Task Sales_of_Tiendanube_are_held_against_the_collections_of_Mercado_Pago()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Loaded.Files("tiendanube"), "ventas-8f3a.csv"), Path.Combine(folder.Path, "ventas-8f3a.csv"));
        folder.Write(
            "collection-202608.csv",
            """
            Fecha de compra (date_created);Número de operación de Mercado Pago (operation_id);Estado de la operación (status);Valor del producto (transaction_amount);Tarifa de Mercado Pago (mercadopago_fee);Monto recibido (net_received_amount)
            05/08/2026 22:12:00;900001;approved;4.700,00;-200,00;4.500,00
            06/08/2026 09:00:00;900009;approved;250,00;-10,00;240,00

            """);
        await using var loaded = await Loaded.RunAsync(folder.Path);
        Assert.Equal(
            ["collected-not-sold 2 1 250", "sold-not-collected 1 1 100"],
            await loaded.RowsAsync("select kind, compared_count, disagree_count, amount from estrella.contradiction where kind like '%collected%' order by kind"));
    }
}
