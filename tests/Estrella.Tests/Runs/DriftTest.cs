using System.Globalization;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Sources;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>Columns that come, go, or mean something else than before: told before anything is published.</summary>
public sealed class DriftTest
{
    private const string Contract =
        """
        contract: 1
        source: shop
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [dd/MM/yyyy, MM/dd/yyyy] }
        zone: UTC
        currency: EUR
        exports:
          orders:
            files: "orders_{as_of:yyyyMMdd}.csv"
            holds: changes
            optional: [coupon]
            DRIFT
            order: { id: id, ordered_at: day, total: total, coupon: coupon, status: { column: status, map: { open: pending } } }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Thirty orders of 10 to 39, of days that can decide which part is the month.</summary>
    private static string Orders(string header = "id,day,total,status,coupon", Func<int, string>? row = null) =>
        header + "\n" + string.Concat(Enumerable.Range(1, 30).Select(at => (row ?? Row)(at) + "\n"));

    private static string Row(int at) => $"{at},{at:00}/01/2024,{at + 9}.50,open,";

    /// <summary>A source each: the second file, what is told of it, and whether it stops.</summary>
    private static readonly (string Second, string Message, DriftPolicy Policy)[] Changes =
    [
        (Orders(row: at => $"{at},{at:00}/01/2024,{(at + 9) * 100 + 50}.00,open,"), "column 'total' is about 100 times what it was: the median was 25.5 and is 2550", DriftPolicy.Stop),
        (Orders(row: at => $"{at}.0,{at:00}/01/2024,{at + 9}.50,open,"), "column 'id' held whole numbers, and 100 % of its cells have decimals or an exponent now", DriftPolicy.Stop),
        (Orders(row: at => $"{at},01/{at:00}/2024,{at + 9}.50,open,"), "column 'day' began its dates with the day, and begins with the month now", DriftPolicy.Stop),
        (Orders("id,day,total,status", at => $"{at},{at:00}/01/2024,{at + 9}.50,open"), "column 'coupon' is gone; what it fed stays as it was said", DriftPolicy.Keep),
        (Orders("id,day,total,status,coupon,brand", at => Row(at) + ",x"), "column 'brand' is new; its cells are kept beside the records", DriftPolicy.Keep),
        (Orders(row: at => $"{at},{at:00}/01/2024,{at + 9}.50,{(at == 7 ? "lost" : "open")},"), "column 'status' has words the contract does not know: lost", DriftPolicy.Keep),
        (Orders(row: at => $"{at},{(at > 28 ? 28 : at):00}/02/2024,{at + 12}.50,open,"), "", DriftPolicy.Ignore),
    ];

    [Fact]
    public async Task Changes_are_told_by_plan_and_run_and_stop_where_figures_would_be_wrong()
    {
        using var shop = await Shop.OpenAsync("");
        File.Delete(Path.Combine(shop.Folder.Path, "sources", "shop.yml"));
        for (var source = 0; source < Changes.Length; source++)
        {
            shop.Folder.Write($"sources/s{source}.yml", Contract.Replace("source: shop", $"source: s{source}", StringComparison.Ordinal).Replace("orders_", $"s{source}_", StringComparison.Ordinal).Replace("DRIFT", "expects: never", StringComparison.Ordinal));
            shop.Folder.Write($"data/s{source}_20240601.csv", Orders());
        }
        Assert.Empty((await RunPipeline.RunAsync(shop.Options, null, Cancellation)).Drifts);
        for (var source = 0; source < Changes.Length; source++)
            shop.Folder.Write($"data/s{source}_20240602.csv", Changes[source].Second);
        IEnumerable<string> Told(Func<DriftPolicy, bool> which) =>
            Changes.Select((each, source) => (each.Policy, Text: $"s{source}_20240602.csv: {each.Message}")).Where(each => each.Policy != DriftPolicy.Ignore && which(each.Policy)).Select(each => each.Text);

        var plan = await PlanPipeline.PlanAsync(shop.Options, withFigures: false, null, Cancellation);
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => RunPipeline.RunAsync(shop.Options, null, Cancellation));
        var orders = await shop.AskAsync("select count(*) from core.\"order\"");
        var run = await RunPipeline.RunAsync(shop.Options with { AcceptDrift = true }, null, Cancellation);

        Assert.Equal(Told(_ => true), plan.Drifts.Select(each => each.Text));
        Assert.Equal(ExitCode.DecisionMissing, refused.ExitCode);
        Assert.Equal(string.Join('\n', Told(policy => policy == DriftPolicy.Stop)) + "\nnothing was published", refused.Message);
        Assert.Equal(refused.Message, plan.Refused!.Message);
        Assert.Equal(30 * Changes.Length, orders);
        Assert.Equal(plan.Drifts.Select(each => each.Text), run.Drifts.Select(each => each.Text));
        Assert.Equal(run.Drifts.Select(each => each.Text), (await new LedgerReader(shop.Database).RunAsync(run.RunNo, Cancellation))!.Drifts);
    }

    [Fact]
    public async Task The_contract_says_what_stops_and_what_is_not_told()
    {
        using var shop = await Shop.OpenAsync(Contract.Replace("DRIFT", "drift: { total: keep, coupon: stop, \"*\": ignore }", StringComparison.Ordinal));
        shop.Folder.Write("data/orders_20240601.csv", Orders());
        await RunPipeline.RunAsync(shop.Options, null, Cancellation);
        shop.Folder.Write("data/orders_20240602.csv", Orders("id,day,total,status,brand", at => $"{at},{at:00}/01/2024,{(at + 9) * 100 + 50}.00,lost,x"));

        var refused = await Assert.ThrowsAsync<EstrellaException>(() => RunPipeline.RunAsync(shop.Options, null, Cancellation));

        Assert.Equal("orders_20240602.csv: column 'coupon' is gone; what it fed stays as it was said\nnothing was published", refused.Message);
        var plan = await PlanPipeline.PlanAsync(shop.Options, withFigures: false, null, Cancellation);
        Assert.Equal(["coupon", "total"], plan.Drifts.Select(each => each.Drift.Column).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_column_declared_later_is_filled_as_if_the_contract_had_always_said_so()
    {
        const string Customers =
            """
            contract: 1
            source: shop
            zone: UTC
            exports:
              customers: { files: "customers_{as_of:yyyyMMdd}.csv", holds: all, customer: { id: id, first_name: name CITY } }
            """;
        (string Name, string Text)[] files =
        [
            ("customers_20240601", "id,name,city\nc1,Ana,Salta\nc2,Luis,Jujuy\nc3,Eva,Salta\n"),
            ("customers_20240602", "id,name,city\nc1,Ana,Salta\nc2,Luis,Tilcara\n"),
            ("customers_20240603", "id,name,city\nc1,Ana María,Oran\nc2,Luis,Tilcara\n"),
        ];
        var later = Customers.Replace("CITY", ", city: city", StringComparison.Ordinal);
        using var shop = await Shop.OpenAsync(Customers.Replace(" CITY", "", StringComparison.Ordinal));
        using var always = await Shop.OpenAsync(later);
        foreach (var (name, text) in files)
        {
            foreach (var each in new[] { shop, always })
            {
                each.Folder.Write($"data/{name}.csv", text);
                await RunPipeline.RunAsync(each.Options, null, Cancellation);
            }
        }
        var before = await WarehouseDump.OfAsync(shop.Database);
        shop.Folder.Write("sources/shop.yml", later);

        var run = await RunPipeline.RunAsync(shop.Options, null, Cancellation);

        Assert.Equal("published", run.State);
        Assert.Equal("", WarehouseDump.Difference(await WarehouseDump.OfAsync(always.Database), await WarehouseDump.OfAsync(shop.Database)));
        Assert.Empty((await Verification.VerifyAsync(shop.Database, null, 5, null, Cancellation)).Differences);
        Assert.Equal("no_change", (await RunPipeline.RunAsync(shop.Options, null, Cancellation)).State);
        await UndoPipeline.UndoAsync(shop.Options, run.RunNo, null, Cancellation);
        Assert.Equal("", WarehouseDump.Difference(before, await WarehouseDump.OfAsync(shop.Database)));
    }

    [Fact]
    public async Task One_limit_of_a_budget_decides_alone_and_a_source_has_one_for_its_exports()
    {
        const string Two =
            """
            contract: 1
            source: shop
            BUDGET
            exports:
              customers: { files: "customers.csv", holds: changes, customer: { id: id, birth_date: born } }
              orders: { files: "orders.csv", holds: changes, order: { id: id, total: total } }
            """;
        using var shop = await Shop.OpenAsync(Two.Replace("BUDGET\n", "", StringComparison.Ordinal));
        shop.Folder.Write("data/customers.csv", "id,born\n" + string.Concat(Enumerable.Range(1, 9).Select(at => $"{at},2001-01-0{at}\n")) + "x,x\n");
        shop.Folder.Write("data/orders.csv", "id,total\n" + string.Concat(Enumerable.Range(1, 9).Select(at => $"{at},1\n")) + "x,x\n");
        foreach (var (budget, says) in new[]
        {
            ("{ rows: 1 }", "shop: 2 of 20 rows kept out"), ("{ ratio: 5 % }", "shop: 2 of 20 rows kept out"), ("{ rows: 1, ratio: 9 % }", "shop: 2 of 20 rows kept out"),
        })
        {
            shop.Folder.Write("sources/shop.yml", Two.Replace("BUDGET", $"budget: {budget}", StringComparison.Ordinal));
            var refused = await Assert.ThrowsAsync<EstrellaException>(() => RunPipeline.RunAsync(shop.Options, null, Cancellation));
            Assert.Equal(ExitCode.TooManyRowsKeptOut, refused.ExitCode);
            Assert.StartsWith(says, refused.Message, StringComparison.Ordinal);
        }
        shop.Folder.Write("sources/shop.yml", Two.Replace("BUDGET", "budget: { rows: 2, ratio: 5 % }", StringComparison.Ordinal));
        Assert.Equal("published", (await RunPipeline.RunAsync(shop.Options, null, Cancellation)).State);
    }

    private sealed class Shop(string database) : IDisposable
    {
        public TemporaryFolder Folder { get; } = new();

        public string Database => database;

        public RunOptions Options => new(Settings.Load(Folder.Path), database, Path.Combine(Folder.Path, "data"));

        public static async Task<Shop> OpenAsync(string contract)
        {
            var shop = new Shop(await TestServer.MigratedDatabaseAsync());
            shop.Folder.Write("sources/shop.yml", contract);
            return shop;
        }

        public async Task<long> AskAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
        }

        public void Dispose() => Folder.Dispose();
    }
}
