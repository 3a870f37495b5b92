using Estrella.Core;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>
/// A shop small enough to work its figures out by hand, which exports a file a night: all customers and products, and the
/// orders, lines and returns that changed. Nothing is discounted or taxed.
/// </summary>
public sealed class CornerShop : IAsyncDisposable
{
    private const string Contract =
        """
        contract: 1
        source: corner
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd }
        zone: UTC
        currency: EUR
        exports:
          customers:
            files: "customers_{as_of:yyyy-MM-dd}.csv"
            holds: all
            personal: [name]
            customer: { id: id, first_name: name, city: city, country: { value: ES } }
          products:
            files: "products_{as_of:yyyy-MM-dd}.csv"
            holds: all
            category: { repeats: first, id: category, name: category }
            product: { id: id, name: name, category: category }
          orders:
            files: "orders_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            order:
              id: id
              customer: customer
              ordered_at: ordered
              status: { column: status, map: { open: pending, done: delivered, void: cancelled } }
          lines:
            files: "lines_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            order_line: { id: id, order: order, product: product, quantity: quantity, unit_price: price }
          returns:
            files: "returns_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            return: { id: id, order: order, product: product, returned_at: returned, quantity: quantity }
        """;

    private static int copies;

    private readonly TemporaryFolder project = new();

    private CornerShop(string database)
    {
        Database = database;
        project.Write("sources/corner.yml", Contract);
        Directory.CreateDirectory(Exports);
    }

    public string Database { get; }

    public string Project => project.Path;

    public string Exports => Path.Combine(project.Path, "data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<CornerShop> OpenAsync() => new(await TestServer.MigratedDatabaseAsync());

    /// <summary>Customers Ana (Vigo), Bea (Lugo); lamp and rug; two orders of January, one of February.</summary>
    /// <remarks>January: order 1: 2 lamps at 10, 1 rug at 50 = 70; order 2: 1 lamp at 10. February: order 3: 3 rugs at 50 = 150.</remarks>
    public static async Task<CornerShop> OpenedAsync()
    {
        var shop = await OpenAsync();
        await shop.NightAsync(
            "2024-02-28",
            ("customers", "id,name,city\nA,Ana,Vigo\nB,Bea,Lugo"),
            ("products", "id,name,category\nlamp,Lamp,Light\nrug,Rug,Floor"),
            ("orders", "id,customer,ordered,status\n1,A,2024-01-10,done\n2,B,2024-01-20,open\n3,A,2024-02-05,done"),
            ("lines", "id,order,product,quantity,price\n1a,1,lamp,2,10\n1b,1,rug,1,50\n2a,2,lamp,1,10\n3a,3,rug,3,50"));
        return shop;
    }

    /// <summary>The same database under another name, for a test that spoils it; the exports are not copied.</summary>
    public async Task<CornerShop> CopyAsync()
    {
        NpgsqlConnection.ClearAllPools();
        var name = $"corner_{Interlocked.Increment(ref copies)}";
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Database = "postgres" }.ConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            await using var create = new NpgsqlCommand($"create database {name} template {new NpgsqlConnectionStringBuilder(Database).Database}", connection);
            await create.ExecuteNonQueryAsync(Cancellation);
        }
        return new CornerShop(new NpgsqlConnectionStringBuilder(Database) { Database = name }.ConnectionString);
    }

    /// <summary>Writes the exports of a day, without running them.</summary>
    public void Write(string day, params (string Export, string Text)[] files)
    {
        foreach (var (export, text) in files)
            project.Write($"data/{export}_{day}.csv", text + "\n");
    }

    public async Task<RunReport> NightAsync(string day, params (string Export, string Text)[] files)
    {
        Write(day, files);
        return await RunPipeline.RunAsync(Options(), null, Cancellation);
    }

    public RunOptions Options() => new(Settings.Load(project.Path), Database, Exports);

    public Task<VerifyReport> VerifyAsync(KeySample? sample = null, int shown = 20) =>
        Verification.VerifyAsync(Database, sample, shown, null, Cancellation);

    public async Task DoAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Rows as text, cells with a blank between them, unknown as -.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        return await connection.ListAsync(
            sql,
            row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(at => row.IsDBNull(at) ? "-" : Text(row.GetValue(at)))),
            Cancellation);
    }

    public async Task<string> CellAsync(string sql) => Assert.Single(await RowsAsync(sql));

    public ValueTask DisposeAsync()
    {
        project.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Text(object value) => value switch
    {
        decimal amount => amount.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
