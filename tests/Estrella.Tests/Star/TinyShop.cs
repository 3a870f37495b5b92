using Estrella.Core;
using Estrella.Star;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Star;

/// <summary>
/// A shop of ten orders, written into core by hand: small enough to work out every fact on paper. Numbers are given,
/// so that a test can name them: order 2 has the lines 21, 22 and 23.
/// </summary>
internal static class TinyShop
{
    // A database that is copied must have no connection: these two are left alone once they are made.
    private static readonly Lazy<Task<string>> Core = new(MakeCoreAsync);
    private static readonly Lazy<Task<string>> Built = new(MakeBuiltAsync);
    private static readonly Lazy<Task<string>> Shared = new(async () => await CopyAsync(await Built.Value));
    private static readonly SemaphoreSlim Copying = new(1);
    private static int copies;

    /// <summary>The shop's star, for tests that only read it.</summary>
    public static async Task<NpgsqlConnection> OpenBuiltAsync() => await OpenAsync(await Shared.Value);

    /// <summary>A copy of the shop and its star, for a test that changes it.</summary>
    public static async Task<NpgsqlConnection> CopyBuiltAsync() => await OpenAsync(await CopyAsync(await Built.Value));

    /// <summary>A copy of the shop in core, without a star.</summary>
    public static async Task<NpgsqlConnection> CopyCoreAsync() => await OpenAsync(await CopyAsync(await Core.Value));

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Another connection to the same database.</summary>
    public static async Task<NpgsqlConnection> OpenSecondAsync(this NpgsqlConnection connection)
    {
        var second = (NpgsqlConnection)((ICloneable)connection).Clone();
        await second.OpenAsync(TestContext.Current.CancellationToken);
        return second;
    }

    /// <summary>Changes core and builds the star, in one transaction; whole unless the changed keys are told.</summary>
    public static async Task<StarBuild> BuildAsync(this NpgsqlConnection connection, string? change = null)
    {
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        if (change is not null)
            await connection.DoAsync(change);
        var build = await new StarBuilder().BuildAsync(connection, transaction, 1, null, TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return build;
    }

    public static async Task DoAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Rows as texts, cells separated by a blank; null is a dash.</summary>
    public static async Task<List<string>> RowsAsync(this NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? "-" : reader.GetValue(at) switch
            {
                DateOnly day => day == DateOnly.MinValue ? "-infinity" : day.ToString("yyyy-MM-dd"),
                DateTime day => day == DateTime.MinValue ? "-infinity" : day == DateTime.MaxValue ? "infinity" : day.ToString("yyyy-MM-ddTHH:mm"),
                decimal number => number.ToString("0.####"),
                var value => value.ToString(),
            })));
        }
        return rows;
    }

    /// <summary>One cell.</summary>
    public static async Task<string> CellAsync(this NpgsqlConnection connection, string query) => Assert.Single(await connection.RowsAsync(query));

    private static async Task<string> MakeCoreAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await TestServer.MigratedDatabaseAsync()) { Pooling = false }.ConnectionString;
        await using var connection = await OpenAsync(database);
        await connection.DoAsync(Rows);
        return database;
    }

    private static async Task<string> MakeBuiltAsync()
    {
        var database = await CopyAsync(await Core.Value);
        await using var connection = await OpenAsync(database);
        await connection.BuildAsync();
        return database;
    }

    private static async Task<string> CopyAsync(string database)
    {
        await Copying.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var original = new NpgsqlConnectionStringBuilder(database);
            var name = $"tiny_{Interlocked.Increment(ref copies)}";
            await using var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ConnectionString);
            await connection.DoAsync($"create database {name} template {original.Database}");
            return new NpgsqlConnectionStringBuilder(database) { Database = name }.ConnectionString;
        }
        finally
        {
            Copying.Release();
        }
    }

    private const string Rows =
        """
        -- what a test adds gets numbers from 1000 on
        do $$ declare numbered record; begin
            for numbered in select table_schema, table_name, column_name from information_schema.columns where table_schema = 'core' and is_identity = 'YES' loop
                execute format('alter table %I.%I alter column %I restart with 1000', numbered.table_schema, numbered.table_name, numbered.column_name);
            end loop;
        end $$;
        insert into estrella.shop (is_only, name, currency, zone) values (true, 'Tienda', 'ARS', 'America/Argentina/Buenos_Aires');
        insert into estrella.source (source_no, name, currency, prices_include_tax) values (1, 'tienda', 'ARS', false), (2, 'mayorista', 'ARS', true);
        insert into estrella.run (run_no, started_at, state, user_name, host_name, version, command, is_published)
        values (1, '2024-06-01', 'running', 'ana', 'here', '0', 'run', false);
        insert into estrella.file (file_no, run_no, source_no, export, name, checksum, byte_count, as_of, state) values
            (1, 1, 1, 'ordenes', 'ordenes-1.csv', 'a', 1, '2024-03-26 03:00+00', 'read'),
            (2, 1, 1, 'ordenes', 'ordenes-2.csv', 'b', 1, '2024-04-10 03:00+00', 'read');
        insert into estrella.fed (entity, first_run_no) values ('order', 1), ('order_line', 1), ('payment', 1), ('shipment', 1);
        insert into estrella.fed_field (entity, field) values ('order', 'status');

        insert into core.category (category_no, source_no, category_id, name, parent_no) values
            (1, 1, 'C1', 'Hogar', null), (2, 1, 'C2', 'Cocina', 1), (3, 1, 'C3', 'Almacén', null), (4, 1, 'C4', 'Bebidas', 3);

        insert into core.customer (customer_no, source_no, customer_id, is_inferred, said_at, first_name, city, region, country) values
            (1, 1, 'ana', false, '2024-03-01 03:00+00', 'Ana', 'Mendoza', 'Mendoza', 'AR'),
            (2, 1, 'beto', false, '-infinity', 'Beto', null, null, null),
            (3, 1, 'caro', false, '-infinity', 'Caro', null, null, null),
            (4, 2, 'dani', false, '-infinity', 'Dani', null, null, null),
            (5, 1, 'eva', true, '-infinity', null, null, null, null);
        insert into core.customer_past (customer_no, said_at, first_name, city, region, country) values
            (1, '-infinity', 'Anita', 'Rosario', 'Santa Fe', 'AR');
        insert into core.address (address_no, source_no, address_id, customer_no, kind, said_at, city, region, country) values
            (1, 1, 'a1', 2, 'home', '-infinity', 'Córdoba', 'Córdoba', 'AR'),
            (2, 1, 'a2', 3, 'billing', '-infinity', 'Viedma', 'Río Negro', 'AR'),
            (3, 1, 'a3', 5, 'shipping', '-infinity', 'Salta', 'Salta', 'AR');

        insert into core.product (product_no, source_no, product_id, said_at, name, category_no, tax_rate) values
            (1, 1, 'mate', '-infinity', 'Mate', 2, null),
            (2, 1, 'yerba', '2024-04-01 03:00+00', 'Yerba', 4, null),
            (3, 1, 'termo', '-infinity', 'Termo', 2, null),
            (4, 2, 'vino', '-infinity', 'Vino', 4, 0.21);
        insert into core.product_past (product_no, said_at, name, category_no) values (2, '-infinity', 'Yerba', 3);
        insert into core.product_price (source_no, product_price_id, product_no, said_at, valid_from, price, cost) values
            (1, 'm1', 1, '-infinity', '2024-01-01', 100, 40), (1, 'm2', 1, '-infinity', '2024-04-01', 120, 50),
            (1, 'y1', 2, '-infinity', '2024-03-15', 10, 7), (2, 'v1', 4, '-infinity', '2024-01-01', 121, 60);

        insert into core."order" (order_no, source_no, order_id, is_inferred, said_at, file_no, customer_no, ordered_at, cancelled_at, status, channel, discount, total, ship_to_no, bill_to_no) values
            (1, 1, 'o1', false, '-infinity', 1, 1, '2024-02-10 12:00-03', null, 'delivered', 'web', null, 250, null, null),
            (2, 1, 'o2', false, '-infinity', 1, 1, '2024-03-10 23:30-03', null, 'part_returned', 'web', 10, 290, null, null),
            (3, 1, 'o3', false, '-infinity', 1, 2, '2024-03-20 10:00-03', '2024-04-05 10:00-03', 'cancelled', 'web', 5, 105, null, null),
            (4, 1, 'o4', false, '2024-04-10 03:00+00', 2, 2, '2024-03-25 10:00-03', null, 'cancelled', null, null, 100, null, null),
            (5, 1, 'o5', false, '-infinity', 1, 3, '2024-03-27 10:00-03', null, 'cancelled', null, null, 100, null, 2),
            (6, 2, 'o6', false, '-infinity', 1, 4, '2024-04-15 10:00-03', null, 'shipped', 'shop', 24.20, 326.70, null, null),
            (7, 2, 'o7', false, '-infinity', 1, null, '2024-04-16 10:00-03', null, null, 'shop', null, null, null, null),
            (8, 1, 'o8', true, '-infinity', null, null, null, null, null, null, null, null, null, null),
            (9, 1, 'o9', false, '-infinity', 1, 5, '2024-04-17 10:00-03', null, 'draft', 'web', null, 0, 3, null),
            (10, 1, 'o10', false, '-infinity', 1, 1, '2024-04-20 10:00-03', null, 'delivered', 'web', null, 50, null, null);
        insert into core.order_past (order_no, said_at, file_no, customer_no, ordered_at, status, total) values
            (4, '2024-03-26 03:00+00', 1, 2, '2024-03-25 10:00-03', 'pending', 100);

        insert into core.order_line (order_line_no, source_no, order_line_id, said_at, line, order_no, product_no, quantity, unit_price, discount) values
            (11, 1, 'l11', '-infinity', 2, 1, 1, 2, 100, null), (12, 1, 'l12', '-infinity', 3, 1, 2, 5, 10, null),
            (21, 1, 'l21', '-infinity', 4, 2, 1, 1, 100, null), (22, 1, 'l22', '-infinity', 5, 2, 3, 1, 100, null), (23, 1, 'l23', '-infinity', 6, 2, 2, 10, 10, null),
            (31, 1, 'l31', '-infinity', 7, 3, 1, 1, 110, null),
            (41, 1, 'l41', '-infinity', 8, 4, 1, 1, 100, null),
            (51, 1, 'l51', '-infinity', 9, 5, 1, 1, 100, null),
            (61, 2, 'l61', '-infinity', 2, 6, 4, 3, 121, 12.10),
            (71, 2, 'l71', '-infinity', 3, 7, 3, 2, 50, null),
            (81, 1, 'l81', '-infinity', 10, 8, 1, 1, 100, null),
            (91, 1, 'l91', '-infinity', 11, 9, 1, 0, 10, null),
            (101, 1, 'l101', '-infinity', 12, 10, 3, 1, 10, null), (102, 1, 'l102', '-infinity', 13, 10, 3, 4, 10, null);

        insert into core."return" (return_no, source_no, return_id, said_at, order_no, order_line_no, customer_no, product_no, returned_at, quantity, unit_price, amount, restocked) values
            (1, 1, 'r1', '-infinity', 2, 23, null, 2, '2024-04-02 10:00-03', 3, null, null, null),
            (2, 1, 'r2', '-infinity', 3, 31, null, 1, '2024-04-06 10:00-03', 1, null, null, null),
            (3, 2, 'r3', '-infinity', 6, 61, null, 4, null, 1, null, 108.90, false),
            (4, 1, 'r4', '-infinity', 10, null, null, 3, '2024-04-19 10:00-03', 2, null, null, true),
            (5, 1, 'r5', '-infinity', 10, null, null, 1, '2024-04-25 10:00-03', 1, 30, null, true),
            (6, 2, 'r6', '-infinity', null, null, 2, 4, '2024-05-03 10:00-03', 1, 121, null, null);

        insert into core.payment_method (payment_method_no, source_no, payment_method_id, name) values (1, 1, 'card', 'Tarjeta');
        insert into core.payment (payment_no, source_no, payment_id, said_at, order_no, payment_method_no, amount, refunded, paid_at, refunded_at, status) values
            (1, 1, 'p1', '-infinity', 1, 1, 250, null, '2024-02-11 10:00-03', null, 'captured'),
            (2, 1, 'p2', '-infinity', 3, 1, 105, null, '2024-03-20 10:00-03', null, 'failed'),
            (3, 2, 'p3', '-infinity', 6, null, 326.70, 108.90, '2024-04-15 10:00-03', '2024-04-20 10:00-03', 'part_refunded'),
            (4, 1, 'p4', '-infinity', null, 1, 5, null, '2024-03-01 10:00-03', null, 'captured'),
            (5, 1, 'p5', '-infinity', 8, 1, 7, null, '2024-03-01 10:00-03', null, 'captured'),
            (6, 1, 'p6', '-infinity', 5, 1, 100, null, '2024-03-27 11:00-03', null, 'refunded');
        insert into core.shipment (shipment_no, source_no, shipment_id, said_at, order_no, carrier, warehouse, shipped_at, promised_at, delivered_at, cost) values
            (1, 1, 's1', '-infinity', 1, 'Andreani', 'Sur', '2024-02-12 10:00-03', '2024-02-14', '2024-02-15 22:30-03', 12);
        insert into core.inventory (source_no, inventory_id, said_at, product_no, warehouse, day, on_hand) values
            (1, 'i1', '-infinity', 2, 'Sur', '-infinity', 30), (1, 'i2', '2024-03-02 03:00+00', 2, 'Sur', '2024-03-02', 25);
        insert into core.cart (source_no, cart_id, said_at, customer_no, product_no, quantity, added_at) values (1, 'k1', '-infinity', 1, 2, 1, '2024-02-09 23:00-03');
        insert into core.review (source_no, review_id, said_at, customer_no, product_no, rating, text, reviewed_at) values
            (1, 'v1', '-infinity', 1, 1, 5, 'Excelente', '2024-03-05 10:00-03'), (1, 'v2', '-infinity', 2, 1, 3, null, null);
        insert into core.tender (source_no, tender_id, said_at, order_no, payment_method_no, amount) values (1, 't1', '-infinity', 1, 1, 250);
        insert into core.campaign (campaign_no, source_no, campaign_id, said_at, name, channel, starts_on, ends_on) values (1, 1, 'hot', '-infinity', 'Hot Sale', 'email', '2024-04-01', '2024-04-03');
        insert into core.campaign_spend (source_no, campaign_spend_id, said_at, campaign_no, day, amount) values (1, 'hot1', '-infinity', 1, '2024-04-01', 99);
        insert into core.touch (source_no, touch_id, said_at, customer_no, campaign_no, touched_at) values (1, 'x1', '-infinity', 1, 1, '2024-04-01 22:00-03');
        insert into core.calendar_event (source_no, calendar_event_id, said_at, name, kind, starts_on, ends_on) values (1, 'e1', '-infinity', 'Hot Sale', 'sale', '2024-04-01', '2024-04-02');
        """;
}
