using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>A shop of full exports and exports of changes, run by the pipeline into a database of its own.</summary>
internal sealed class UndoShop : IAsyncDisposable
{
    private const string Contract = """
        contract: 1
        source: shop
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd HH:mm, yyyy-MM-dd] }
        zone: America/Argentina/Buenos_Aires
        currency: ARS

        exports:
          customers:
            files: "customers_{as_of:yyyyMMdd}.csv"
            holds: all
            customer: { id: id, first_name: name, city: city, country: country }
          segments:
            files: "segments_{as_of:yyyyMMdd}.csv"
            holds: changes
            customer: { id: id, segment: segment }
          categories:
            files: "categories_{as_of:yyyyMMdd}.csv"
            holds: all
            category: { id: id, name: name, parent: parent }
          products:
            files: "products_{as_of:yyyyMMdd}.csv"
            holds: changes
            product: { id: id, name: name, category: category, price: price, cost: cost }
            inventory: { product: id, day: $as_of, on_hand: stock }
          orders:
            files: "orders_{as_of:yyyyMMdd}.csv"
            holds: changes
            order: { id: id, customer: customer, ordered_at: ordered, channel: channel, total: total, status: { column: status, map: { d: delivered, c: cancelled, p: pending } } }
          lines:
            files: "lines_{as_of:yyyyMMdd}.csv"
            holds: changes
            order_line: { id: [order, nth], order: order, product: product, quantity: quantity, unit_price: price }
          returns:
            files: "returns_{as_of:yyyyMMdd}.csv"
            holds: changes
            return: { id: id, order: order, product: product, returned_at: day, quantity: quantity }
          payments:
            files: "payments_{as_of:yyyyMMdd}.csv"
            holds: changes
            payment: { id: id, order: order, amount: amount, paid_at: day, status: { value: captured } }
          shipments:
            files: "shipments_{as_of:yyyyMMdd}.csv"
            holds: changes
            shipment: { id: id, order: order, carrier: carrier, warehouse: warehouse, shipped_at: day }
          campaigns:
            files: "campaigns_{as_of:yyyyMMdd}.csv"
            holds: changes
            campaign: { id: id, name: name, channel: channel }
          spend:
            files: "spend_{as_of:yyyyMMdd}.csv"
            holds: changes
            campaign_spend: { id: [campaign, day], campaign: { column: campaign, by: name }, day: day, amount: amount }
        """;

    private readonly TemporaryFolder project = new();
    private int folders;

    private UndoShop(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static async Task<UndoShop> OpenAsync(string contract = Contract)
    {
        var shop = new UndoShop(await TestServer.MigratedDatabaseAsync());
        Directory.CreateDirectory(Path.Combine(shop.project.Path, "sources"));
        await File.WriteAllTextAsync(Path.Combine(shop.project.Path, "sources", "shop.yml"), contract);
        return shop;
    }

    /// <summary>A folder of its own for the files: a name such as <c>orders 20240101</c> and lines.</summary>
    public string Folder(params string[] files)
    {
        var folder = Path.Combine(project.Path, $"run{++folders}");
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var end = file.IndexOf('\n', StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, file[..end].Trim().Replace(' ', '_') + ".csv"), file[(end + 1)..].TrimEnd() + "\n");
        }
        return folder;
    }

    public async Task<int> RunAsync(params string[] files) => (await RunFolderAsync(Folder(files))).RunNo;

    public Task<RunReport> RunFolderAsync(string folder, Func<RunOptions, RunOptions>? with = null, IProgress<RunProgress>? progress = null)
    {
        var options = new RunOptions(Settings.Load(project.Path), ConnectionString, folder);
        return RunPipeline.RunAsync(with is null ? options : with(options), progress, TestContext.Current.CancellationToken);
    }

    public Task<UndoReport> UndoAsync(int runNo) => UndoPipeline.UndoAsync(
        new RunOptions(Settings.Load(project.Path), ConnectionString, "") { Command = $"estrella undo {runNo}" }, runNo, null, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<string>> DumpAsync() => WarehouseDump.OfAsync(ConnectionString);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        if (WarehouseDump.Difference(expected, found) is { Length: > 0 } difference)
            Assert.Fail(difference);
    }

    public ValueTask DisposeAsync()
    {
        project.Dispose();
        return ValueTask.CompletedTask;
    }
}
