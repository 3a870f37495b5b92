using System.Globalization;
using Estrella.Foundation;
using Estrella.Generator;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>
/// An increment costs what it brings: counted in rows PostgreSQL read, not in time, of each table and altogether. The planner
/// is told that a row is as dear as a page, so that it looks up even in tables of a page what it looks up in a shop that is
/// not small: what is read through then has no other way.
/// </summary>
public sealed class ProportionTest
{
    private const int Orders = 150;

    // Four times the orders of a day that is touched again are read: of an old order, in each table some.
    private const int OfTheDay = 30;

    private const string Contract =
        """
        contract: 1
        source: tienda_sur
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd HH:mm:ss, yyyy-MM-dd] }
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        prices_include_tax: true
        exports:
          pedidos:
            files: "nuevos_pedidos_{as_of:yyyyMMdd}.csv"
            holds: changes
            order: { id: Id, customer: Cliente, ordered_at: Fecha, status: { value: processing }, channel: Canal, total: Total }
          renglones:
            files: "nuevos_renglones_{as_of:yyyyMMdd}.csv"
            holds: changes
            order_line: { id: Id, order: Pedido, product: Producto, quantity: Cantidad, unit_price: Precio }
          pagos:
            files: "nuevos_pagos_{as_of:yyyyMMdd}.csv"
            holds: changes
            payment: { id: Id, order: Pedido, method: Forma, amount: Importe, paid_at: Fecha, status: { value: captured } }
          envios:
            files: "nuevos_envios_{as_of:yyyyMMdd}.csv"
            holds: changes
            shipment: { id: Id, order: Pedido, carrier: Transporte, shipped_at: Fecha }
          devoluciones:
            files: "nuevos_devoluciones_{as_of:yyyyMMdd}.csv"
            holds: changes
            return: { id: Id, order: Pedido, product: Producto, returned_at: Fecha, quantity: Cantidad }
          visitas:
            files: "nuevos_visitas_{as_of:yyyyMMdd}.csv"
            holds: changes
            touch: { id: Id, customer: Cliente, channel: Canal, touched_at: Fecha }
          carros:
            files: "nuevos_carros_{as_of:yyyyMMdd}.csv"
            holds: changes
            cart: { id: Id, cart_number: Id, customer: Cliente, product: Producto, quantity: Cantidad, added_at: Fecha }
          opiniones:
            files: "nuevos_opiniones_{as_of:yyyyMMdd}.csv"
            holds: changes
            review: { id: Id, customer: Cliente, product: Producto, rating: Puntaje, reviewed_at: Fecha }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_small_export_reads_no_more_on_a_history_four_times_as_large()
    {
        var (small, large) = (await NightAsync(Orders), await NightAsync(Orders * 4));
        Assert.True(small.Orders * 3 < large.Orders, $"{small.Orders} and {large.Orders} orders");
        Assert.True(large.Read <= small.Read * 1.3, $"{small.Read:N0} rows read on {small.Orders:N0} orders, {large.Read:N0} on {large.Orders:N0}");
        var grown = large.Tables.Where(table => table.Value > (small.Tables.GetValueOrDefault(table.Key) * 1.3) + OfTheDay)
            .Select(table => $"{table.Key}: {small.Tables.GetValueOrDefault(table.Key)} rows read, then {table.Value}");
        Assert.Empty(grown);
        Assert.True(large.Written <= small.Written * 1.3, $"{small.Written:N0} rows written on {small.Orders:N0} orders, {large.Written:N0} on {large.Orders:N0}");
    }

    /// <summary>Loads a shop of that size and brings it a night of changes; the second night is counted, when nothing is new but the rows.</summary>
    private static async Task<(long Orders, long Read, long Written, Dictionary<string, long> Tables)> NightAsync(int orders)
    {
        using var project = new TemporaryFolder();
        project.Write("sources/cambios.yml", Contract);
        var database = await TestServer.MigratedDatabaseAsync();
        ShopGenerator.Write(new GeneratorOptions(Path.Combine(project.Path, "history"), orders, 5), null, Cancellation);
        await RunAsync("history");
        foreach (var cost in new[] { "cpu_tuple_cost = 1", "cpu_index_tuple_cost = 1" })
            await DoAsync($"alter database {new NpgsqlConnectionStringBuilder(database).Database} set {cost}");
        await DoAsync("vacuum analyze");
        await WriteAsync(1);
        await RunAsync("night1");
        await WriteAsync(2);
        var before = await ReadAsync();
        await RunAsync("night2");
        var tables = (await ReadAsync()).ToDictionary(table => table.Key, table => table.Value - before.GetValueOrDefault(table.Key));
        var differences = (await Verification.VerifyAsync(database, null, 5, null, Cancellation)).Differences;
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        var counted = (await RowsAsync("select (select count(*) from core.\"order\"), rows_read, rows_written from estrella.run order by run_no desc limit 1"))[0];
        return (long.Parse(counted[0], CultureInfo.InvariantCulture), long.Parse(counted[1], CultureInfo.InvariantCulture), long.Parse(counted[2], CultureInfo.InvariantCulture), tables);

        Task RunAsync(string folder) => RunPipeline.RunAsync(
            new RunOptions(Settings.Load(project.Path), database, Path.Combine(project.Path, folder)), null, Cancellation);

        // Months are left out: some hundred facts are sooner read through than looked up in each of 25 of them. The bench
        // counts those of a shop that is not small.
        async Task<Dictionary<string, long>> ReadAsync()
        {
            await TestServer.EndConnectionsAsync(database, Cancellation);
            return (await RowsAsync(
                """
                select relname, sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint
                from pg_stat_user_tables
                where schemaname in ('core', 'star', 'mart')
                group by 1
                """)).ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));
        }

        async Task WriteAsync(int night)
        {
            var customers = await RowsAsync("select customer_id from core.customer where customer_id like 'C%' order by customer_no limit 3");
            var products = await RowsAsync("select product_id from core.product where product_id like 'T-%' order by product_no limit 3");
            // An old order of the shop, too, is paid late, sent and taken back.
            var old = (await RowsAsync($"select order_id from core.\"order\" where customer_no is not null and status = 'delivered' order by ordered_at, order_no limit 1 offset {night}"))[0][0];
            var day = $"2026-01-0{night + 1}";
            Write("pedidos", "Id,Cliente,Fecha,Canal,Total", (id, at) => $"{id},{customers[at][0]},{day} 10:00:00,web,3000.00");
            Write("renglones", "Id,Pedido,Producto,Cantidad,Precio", (id, at) => $"{id}-1,{id},{products[at][0]},1,1000.00\n{id}-2,{id},{products[(at + 1) % 3][0]},2,1000.00");
            Write("pagos", "Id,Pedido,Forma,Importe,Fecha", (id, at) => $"{id}-p,{(at == 0 ? old : id)},FP1,3000.00,{day} 10:00:00");
            Write("envios", "Id,Pedido,Transporte,Fecha", (id, at) => $"{id}-e,{(at == 0 ? old : id)},OCA,{day} 18:00:00");
            Write("devoluciones", "Id,Pedido,Producto,Fecha,Cantidad", (id, at) => $"{id}-d,{(at == 0 ? old : id)},{products[at][0]},{day} 19:00:00,1");
            Write("visitas", "Id,Cliente,Canal,Fecha", (id, at) => $"{id}-v,{customers[at][0]},email,{day} 09:00:00");
            Write("carros", "Id,Cliente,Producto,Cantidad,Fecha", (id, at) => $"{id}-c,{customers[at][0]},{products[at][0]},1,{day} 09:30:00");
            Write("opiniones", "Id,Cliente,Producto,Puntaje,Fecha", (id, at) => $"{id}-o,{customers[at][0]},{products[at][0]},4,{day} 20:00:00");

            void Write(string export, string header, Func<string, int, string> row) => project.Write(
                $"night{night}/nuevos_{export}_{day.Replace("-", "", StringComparison.Ordinal)}.csv",
                $"{header}\n{string.Join('\n', Enumerable.Range(0, 3).Select(at => row($"N{night}{at}", at)))}\n");
        }

        async Task DoAsync(string sql)
        {
            await using var connection = await OpenAsync();
            await connection.RunAsync(sql, Cancellation);
        }

        async Task<List<string[]>> RowsAsync(string sql)
        {
            await using var connection = await OpenAsync();
            return await connection.ListAsync(
                sql, row => Enumerable.Range(0, row.FieldCount).Select(at => Convert.ToString(row.GetValue(at), CultureInfo.InvariantCulture)!).ToArray(), Cancellation);
        }

        async Task<NpgsqlConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(Cancellation);
            return connection;
        }
    }
}
