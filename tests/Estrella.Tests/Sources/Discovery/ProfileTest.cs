using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>The profile of the eleven real exports against FACTS.md, and of a small shop against what is counted by hand.</summary>
public sealed class ProfileTest
{
    private static async Task<Profile> Of(string directory)
    {
        var found = Discoverer.Discover(directory, null, null, null, TestContext.Current.CancellationToken);
        return await Profile.OfAsync(directory, found, TestContext.Current.CancellationToken);
    }

    private static ColumnProfile Column(Profile profile, string file, string column) => profile.Files.Single(each => each.Name == file).Columns.Single(each => each.Name == column);

    [Fact]
    public async Task The_real_exports_are_told_as_FACTS_tells_them()
    {
        var profile = await Of(Exports.Seed());
        Assert.Equal(
            [("1.Usuarios.csv", 1000, 5), ("10.resenas_productos.csv", 7172, 5), ("11.historial_pagos.csv", 10_000, 5), ("2.Categorias.csv", 12, 2), ("3.Productos.csv", 36, 5), ("4.ordenes.csv", 10_000, 4),
                ("5.detalle_ordenes.csv", 10_000, 4), ("6.direcciones_envio.csv", 1000, 9), ("7.carrito.csv", 5000, 4), ("8.metodos_pago.csv", 7, 2), ("9.ordenes_metodospago.csv", 10_000, 3)],
            profile.Files.Select(file => (file.Name, (int)file.Rows, file.Columns.Count)));
        // No empty cell, no duplicate whole row, no orphan.
        Assert.All(profile.Files.SelectMany(file => file.Columns).Where(column => column.Kind != "secret"), column => Assert.Equal(0, column.Missing));
        Assert.All(profile.Files, file => Assert.Contains(file.Findings, finding => finding.Kind == "no-duplicates"));
        Assert.DoesNotContain(profile.Between, finding => finding.Kind == "orphans");
        // 13 references were checked there, by hand.
        Assert.Equal(13, profile.Between.Count(finding => finding.Kind == "reference"));

        Assert.Equal(("4.5", "799"), (Column(profile, "3.Productos.csv", "Precio").Least, Column(profile, "3.Productos.csv", "Precio").Most));
        Assert.Equal(("20", "300"), (Column(profile, "3.Productos.csv", "Stock").Least, Column(profile, "3.Productos.csv", "Stock").Most));
        Assert.Equal(("2024-06-30", "2025-06-30"), (Column(profile, "4.ordenes.csv", "FechaOrden").Least, Column(profile, "4.ordenes.csv", "FechaOrden").Most));
        Assert.Equal(366, Column(profile, "4.ordenes.csv", "FechaOrden").Distinct);
        Assert.Equal(("20.11", "999.99"), (Column(profile, "4.ordenes.csv", "Total").Least, Column(profile, "4.ordenes.csv", "Total").Most));
        Assert.Equal(("10.07", "499.9"), (Column(profile, "5.detalle_ordenes.csv", "PrecioUnitario").Least, Column(profile, "5.detalle_ordenes.csv", "PrecioUnitario").Most));
        Assert.Equal(("2025-04-01", "2025-06-30"), (Column(profile, "7.carrito.csv", "FechaAgregado").Least, Column(profile, "7.carrito.csv", "FechaAgregado").Most));
        Assert.Equal(("100.05", "999.95"), (Column(profile, "9.ordenes_metodospago.csv", "MontoPagado").Least, Column(profile, "9.ordenes_metodospago.csv", "MontoPagado").Most));
        Assert.Equal("Cancelado 2510; Completado 2498; Enviado 2498; Pendiente 2494", Text(Column(profile, "4.ordenes.csv", "Estado").Findings, "words"));
        Assert.Equal("Fallido 2546; Procesando 2542; Pagado 2457; Reembolsado 2455", Text(Column(profile, "11.historial_pagos.csv", "EstadoPago").Findings, "words"));
        Assert.Equal(996, Column(profile, "7.carrito.csv", "UsuarioID").Distinct);
        Assert.Equal(998, Column(profile, "10.resenas_productos.csv", "UsuarioID").Distinct);

        // Departamento = Provincia = Estado in all 1,000; 23 provinces, 30 cities, 10 districts; always Argentina.
        Assert.Equal("the same as Departamento in every row", Text(Column(profile, "6.direcciones_envio.csv", "Provincia").Findings, "copy"));
        Assert.Equal("the same as Departamento in every row", Text(Column(profile, "6.direcciones_envio.csv", "Estado").Findings, "copy"));
        Assert.Equal((23, 30, 10), (Column(profile, "6.direcciones_envio.csv", "Provincia").Distinct, Column(profile, "6.direcciones_envio.csv", "Ciudad").Distinct, Column(profile, "6.direcciones_envio.csv", "Distrito").Distinct));
        Assert.Equal("always Argentina", Text(Column(profile, "6.direcciones_envio.csv", "Pais").Findings, "constant"));
    }

    [Fact]
    public async Task The_real_exports_contradict_each_other_as_FACTS_tells()
    {
        var between = (await Of(Exports.Seed())).Between;
        Assert.Equal("the total of the order equals its lines in 0 of 1,000 orders; the lines come to more in 1,000, to less in 0", Text(between, "header-lines"));
        Assert.Equal("the total of the order equals what is said to be paid in 0 of 10,000 orders; more is said to be paid in 5,487", Text(between, "header-tender"));
        Assert.Equal("the total of the order equals its payments in 0 of 10,000 orders", Text(between, "header-payment"));
        Assert.Equal("what is said to be paid equals the payments in 0 of 10,000 orders", Text(between, "tender-payment"));
        Assert.Equal("the payment method differs between the two files in 8,534 of 10,000 orders", Text(between, "tender-method"));
        Assert.Equal("595 cancelled orders were paid, 332,663.99 in all", Text(between, "cancelled-paid"));
        Assert.StartsWith("1,873 of ", Text(between, "delivered-unpaid"), StringComparison.Ordinal);
        Assert.Equal("613 orders are pending, yet refunded", Text(between, "pending-refunded"));
        Assert.Equal("1,245 payments precede their order, by up to 90 days", Text(between, "paid-before"));
        Assert.Equal("0 of 10,000 lines carry the price of the product's file", Text(between, "list-price"));
        // Only orders 1 to 1,000 have lines.
        Assert.Contains(between, finding => finding.Kind == "not-named" && finding.Text("es") == "9.000 de 10.000 registros no son nombrados por ninguna fila de 5.detalle_ordenes.csv (OrdenID)");
    }

    [Fact]
    public async Task Secrets_show_nothing_and_people_are_not_shown()
    {
        using var folder = new ExportFolder();
        folder.With("clientes.csv", "cliente_id,nombre,email,contraseña\nc1,Ana Paz,ana@example.org,hunter2\nc2,Bea Sol,bea@example.org,hunter2\n");
        var profile = await Of(folder.Path);
        var secret = Column(profile, "clientes.csv", "contraseña");
        Assert.Equal(("secret", null, null, null), (secret.Kind, secret.Filled, secret.Distinct, secret.Least));
        var everything = string.Join("\n", profile.Files.SelectMany(file => file.Columns.SelectMany(column => column.Findings).Concat(file.Findings)).Select(finding => finding.Text("en")));
        foreach (var hidden in new[] { "hunter2", "Ana", "ana@" })
            Assert.DoesNotContain(hidden, everything, StringComparison.Ordinal);
        Assert.Contains("personal data, values are not shown: nombre, email", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_twice_far_numbers_and_orphans_are_found_with_their_lines()
    {
        using var folder = new ExportFolder();
        folder.With("productos.csv", "producto_id,nombre,precio\n" + string.Concat(Enumerable.Range(1, 20).Select(at => $"p{at},N{at},{100 + at}.50\n")) + "p21,N21,9999.00\n");
        folder.With("orders.csv", "order_id,order_date,total\n1,2024-05-01,10.50\n2,2024-05-02,11.50\n2,2024-05-02,11.50\n");
        folder.With("order_items.csv", "order_id,producto_id,quantity,unit_price\n1,p1,1,101.50\n1,p99,2,5.25\n");
        var profile = await Of(folder.Path);
        // Quartiles of 101.5 to 120.5 and 9,999: the 6th and 16th of 21, 106.5 and 116.5; three widths of 10 beyond.
        Assert.Equal("1 values lie far off, below 76.5 or above 146.5 (lines 22)", Text(Column(profile, "productos.csv", "precio").Findings, "outliers"));
        Assert.Equal("1 rows stand twice, cell by cell (lines 4)", Text(profile.Files.Single(file => file.Name == "orders.csv").Findings, "duplicates"));
        Assert.Equal("1 of 2 rows name no record of productos.csv, such as p99", Text(profile.Between, "orphans"));
        Assert.Contains(profile.Between, finding => finding.Text("en") == "20 of 21 records are named by no row of order_items.csv (producto_id)");
    }

    private static string Text(IEnumerable<Finding> findings, string kind) => findings.Single(finding => finding.Kind == kind).Text("en");
}
