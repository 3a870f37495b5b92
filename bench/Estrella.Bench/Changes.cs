using System.Globalization;
using System.Text;

namespace Estrella.Bench;

/// <summary>
/// An export of changes: a day's new orders of known customers, with lines and payments, in small files of their own.
/// The project's contract reads them as the same source whose full exports the shipped profile reads.
/// </summary>
internal static class Changes
{
    private const string Contract = """
        contract: 1
        source: tienda_sur
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd HH:mm:ss, yyyy-MM-dd] }
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        prices_include_tax: true

        exports:
          nuevos_pedidos:
            files: "nuevos_{as_of:yyyyMMdd}_pedidos.csv"
            holds: changes
            order: { id: Pedido, customer: Cliente, ordered_at: Fecha, status: { value: processing }, channel: Canal, currency: Moneda, subtotal: Subtotal, total: Total }
          nuevos_renglones:
            files: "nuevos_{as_of:yyyyMMdd}_renglones.csv"
            holds: changes
            order_line: { id: Renglón, order: Pedido, product: Producto, quantity: Cantidad, unit_price: Precio }
          nuevos_pagos:
            files: "nuevos_{as_of:yyyyMMdd}_pagos.csv"
            holds: changes
            payment: { id: Pago, order: Pedido, method: Forma, amount: Importe, paid_at: Fecha, status: { value: captured } }

        """;

    /// <summary>Writes the contract beside the project's settings.</summary>
    public static void WriteContract(string project) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(project, "sources")).FullName, "cambios.yml"), Contract);

    /// <summary>Brings a day of new orders, of customers and products the database knows.</summary>
    public static async Task<Taken> BringAsync(Place place, string database, DateOnly day, int orders)
    {
        var folder = Directory.CreateTempSubdirectory("estrella-bench-").FullName;
        try
        {
            var customers = await Place.AskAsync(database, "select customer_id from core.customer where customer_id like 'C%' order by customer_no limit 500");
            var products = await Place.AskAsync(database, "select product_id from core.product where product_id like 'T-%' order by product_no limit 50");
            Write(folder, day, orders, customers, products);
            return await WholeProcess.EstrellaAsync(folder, place.Project, database);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The new orders of one day, each with two lines and a payment.</summary>
    /// <param name="folder">Made for these three files.</param>
    /// <param name="customers">Ids of known customers, products likewise.</param>
    private static void Write(string folder, DateOnly day, int orders, IReadOnlyList<string> customers, IReadOnlyList<string> products)
    {
        Directory.CreateDirectory(folder);
        var (headers, lines, payments) = (new StringBuilder("Pedido,Cliente,Fecha,Canal,Moneda,Subtotal,Total\n"), new StringBuilder("Renglón,Pedido,Producto,Cantidad,Precio\n"), new StringBuilder("Pago,Pedido,Forma,Importe,Fecha\n"));
        for (var at = 0; at < orders; at++)
        {
            var order = string.Create(CultureInfo.InvariantCulture, $"N{day:yyyyMMdd}-{at}");
            var moment = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {at % 14 + 8:00}:{at % 60:00}:00");
            headers.Append(CultureInfo.InvariantCulture, $"{order},{customers[at * 7919 % customers.Count]},{moment},web,ARS,3000.00,3000.00\n");
            lines.Append(CultureInfo.InvariantCulture, $"{order}-1,{order},{products[at * 31 % products.Count]},1,1000.00\n{order}-2,{order},{products[(at * 31 + 1) % products.Count]},2,1000.00\n");
            payments.Append(CultureInfo.InvariantCulture, $"{order}-p,{order},FP1,3000.00,{moment}\n");
        }
        foreach (var (name, text) in new[] { ("pedidos", headers), ("renglones", lines), ("pagos", payments) })
            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"nuevos_{day:yyyyMMdd}_{name}.csv")), text.ToString());
    }
}
