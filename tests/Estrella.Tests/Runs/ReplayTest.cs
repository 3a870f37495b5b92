using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Runs.Healing;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>
/// Rows kept out, corrected and replayed: core, star and mart are what they would be had the files been right at first. Each
/// case is loaded twice: as it came, then healed; and right from the beginning, into another database.
/// </summary>
public sealed class ReplayTest
{
    private const string Contract =
        """
        contract: 1
        source: shop
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd }
        zone: UTC
        currency: EUR
        exports:
          customers:
            files: "customers_{as_of:yyyyMMdd}.csv"
            holds: all
            customer: { id: id, first_name: name, city: city, country: country }
            order: { when: { first_total: filled }, id: [id, { value: first }], customer: id, total: first_total }
          sales:
            files: "sales_{as_of:yyyyMMdd}.csv"
            holds: changes
            control: quantity * price
            order: { repeats: first, id: order, customer: customer, ordered_at: day, total: total }
            order_line: { id: [order, $nth], order: order, product: product, quantity: quantity, unit_price: price }
          prices:
            files: "prices_{as_of:yyyyMMdd}.csv"
            holds: changes
            product: { repeats: last by day, changed_at: day, id: id, price: price }
          stock:
            files: "stock_{as_of:yyyyMMdd}.csv"
            holds: all
            product: { id: $row, name: name, price: price }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A source each, its files in the order they come; a cell is written as it came and as it is right: &lt;x|10&gt;.</summary>
    private static readonly (string What, string[] Files)[] Cases =
    [
        (
            "a cell of a flat file, whose order stands in other rows too",
            ["sales_20240601\norder,customer,day,total,product,quantity,price\no1,c1,2024-05-01,30,p1,1,<x|10>\no1,,,,p2,2,10\no2,c2,2024-05-02,7,p1,1,7"]
        ),
        ("a later row of an order", ["sales_20240601\norder,customer,day,total,product,quantity,price\no1,c1,2024-05-01,30,p1,1,10\no1,,,,p2,<?|2>,10\no1,,,,p3,1,1"]),
        (
            "a customer missing from a full export says nothing of the others until they are all there",
            ["customers_20240601\nid,name,city,country,first_total\nc1,Ana,Salta,AR,\nc2,Luis,Jujuy,AR,\nc3,Eva,Salta,AR,",
             "customers_20240602\nid,name,city,country,first_total\nc1,Ana,Oran,AR,\nc4,Rosa,Salta,AR,<x|5>"]
        ),
        (
            "a newer full export came before the correction, and does not have the row any more",
            ["customers_20240601\nid,name,city,country,first_total\nc1,Ana,Salta,AR,\nc2,Luis,Jujuy,AR,",
             "customers_20240602\nid,name,city,country,first_total\nc1,Ana,Oran,AR,\nc4,Rosa,Salta,AR,<x|5>",
             "customers_20240603\nid,name,city,country,first_total\nc1,Ana,Oran,AR,\nc2,Luis,Tilcara,AR,"]
        ),
        (
            "two rows of one id that differ, of which one is corrected",
            ["customers_20240601\nid,name,city,country,first_total\nc1,Ana,Salta,AR,\n<c1|c2>,Luis,Jujuy,AR,\nc3,Eva,Salta,AR,"]
        ),
        ("the last of several rows holds", ["prices_20240601\nid,day,price\np1,2024-05-01,10\np1,2024-05-02,<x|12>\np1,2024-05-03,15\np2,2024-05-01,4"]),
        ("row numbers as ids", ["stock_20240601\nname,price\nLamp,1\nRug,<x|2>\nBed,3"]),
        (
            "a row with too few cells, and one with a broken quote",
            ["sales_20240601\norder,customer,day,total,product,quantity,price\no1,c1,2024-05-01,30,p1,1<|,10>\no2,c1,2024-05-01,30,<\"|>p1,2,5"]
        ),
    ];

    [Fact]
    public async Task The_warehouse_is_what_it_would_be_had_the_files_been_right()
    {
        await using var healed = await Shop.OpenAsync();
        await using var right = await Shop.OpenAsync();
        for (var step = 0; step < Cases.Max(each => each.Files.Length); step++)
        {
            foreach (var (file, source) in Cases.Select((each, source) => (each.Files.ElementAtOrDefault(step), source)).Where(each => each.Item1 is not null))
            {
                healed.Write(Name(file!, source), Wrong(file!));
                right.Write(Name(file!, source), Right(file!));
            }
            await healed.RunAsync();
            await right.RunAsync();
        }
        var before = await WarehouseDump.OfAsync(healed.Database);
        var ledger = new LedgerReader(healed.Database);
        var export = Path.Combine(healed.Folder, "fix.csv");
        var written = await QuarantineExport.WriteAsync(ledger, new KeptFilter(), export, ',', false, Cancellation);
        Assert.Equal(Cases.Length, written.Sections.Count);
        // The rows of all sources in one file, each with the columns of its own.
        var report = await healed.ReplayAsync(await JoinedAsync(written, healed.Folder));

        Assert.Empty(report.StillWrong);
        Assert.Equal(report.Run!.RowsIn, Enum.GetValues<Verdict>().Sum(report.Run.RowsOf));
        // Of the two rows that contradict each other one is right as it stands: it comes back untouched, and is open still.
        Assert.Equal(1, report.Untouched);
        Assert.Equal(1, await ledger.KeptOutCountAsync(new KeptFilter(), Cancellation));
        var last = await healed.ReplayAsync(null);
        Assert.Equal("", WarehouseDump.Difference(await OfAsync(right), await OfAsync(healed)));
        Assert.Empty(await ledger.KeptOutAsync(new KeptFilter(), 0, 10, Cancellation));

        var obstacle = await Assert.ThrowsAsync<EstrellaException>(() => UndoPipeline.UndoAsync(healed.Options, 1, null, Cancellation));
        Assert.Contains($"run {report.Run.RunNo}: replayed rows that run 1 had kept out of ", obstacle.Message, StringComparison.Ordinal);
        foreach (var run in new[] { last.Run!.RunNo, report.Run.RunNo })
        {
            await UndoPipeline.UndoAsync(healed.Options, run, null, Cancellation);
        }
        Assert.Equal("", WarehouseDump.Difference(before, await WarehouseDump.OfAsync(healed.Database)));
        Assert.Equal(written.Sections.Sum(section => section.Rows), await ledger.KeptOutCountAsync(new KeptFilter(), Cancellation));
    }

    /// <summary>A part that was not whole notes what it repeated, which a whole one need not: the same is said either way.</summary>
    private static async Task<IReadOnlyList<string>> OfAsync(Shop shop) =>
        [.. (await WarehouseDump.OfAsync(shop.Database)).Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"confirmed_(at|file_no)\":(null|\\[[^]]*\\])", ""))];

    private static string Name(string file, int source) => $"s{source}_{file[..file.IndexOf('\n', StringComparison.Ordinal)]}";

    private static string Wrong(string file) => Replaced(file, cell => cell[0]);

    private static string Right(string file) => Replaced(file, cell => cell[1]);

    private static string Replaced(string file, Func<string[], string> which) => System.Text.RegularExpressions.Regex.Replace(
        file[(file.IndexOf('\n', StringComparison.Ordinal) + 1)..], "<([^>]*)>", match => which(match.Groups[1].Value.Split('|'))) + "\n";

    /// <summary>As a person would: each line kept out gets the cells its right row has.</summary>
    private static async Task<string> JoinedAsync(QuarantineExportReport written, string folder)
    {
        var right = Cases.SelectMany((each, source) => each.Files.Select(file => (Name: Name(file, source) + ".csv", Lines: Right(file).Split('\n')))).ToDictionary(file => file.Name, file => file.Lines);
        var columns = new List<string> { "_row", "_file" };
        var rows = new List<Dictionary<string, string>>();
        foreach (var section in written.Sections)
        {
            foreach (var line in (await File.ReadAllTextAsync(section.Path, Cancellation)).TrimEnd().Split("\r\n").Skip(1))
            {
                var marks = Cut(line);
                var lines = right[marks[1]];
                var cells = lines[int.Parse(marks[0].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) - 1].Split(',');
                rows.Add(lines[0].Split(',').Zip(cells).ToDictionary(each => each.First, each => each.Second));
                (rows[^1]["_row"], rows[^1]["_file"]) = (marks[0], marks[1]);
                columns.AddRange(lines[0].Split(',').Except(columns));
            }
        }
        var path = Path.Combine(folder, "joined.csv");
        await File.WriteAllLinesAsync(path, rows.Select(row => string.Join(';', columns.Select(column => row.GetValueOrDefault(column, "")))).Prepend(string.Join(';', columns)), Cancellation);
        return path;
    }

    private static string[] Cut(string line)
    {
        var cells = System.Text.RegularExpressions.Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");
        return [.. cells.Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups[2].Value)];
    }

    /// <summary>A project with its database.</summary>
    private sealed class Shop : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();

        private Shop(string database)
        {
            Database = database;
            for (var source = 0; source < Cases.Length; source++)
            {
                folder.Write($"sources/s{source}.yml", Contract.Replace("source: shop", $"source: s{source}", StringComparison.Ordinal).Replace("files: \"", $"files: \"s{source}_", StringComparison.Ordinal));
            }
        }

        public string Database { get; }

        public string Folder => folder.Path;

        public RunOptions Options => new(Settings.Load(folder.Path), Database, Path.Combine(folder.Path, "data"));

        public static async Task<Shop> OpenAsync() => new(await TestServer.MigratedDatabaseAsync());

        public void Write(string name, string text) => folder.Write($"data/{name}.csv", text);

        public Task<RunReport> RunAsync() => RunPipeline.RunAsync(Options, null, Cancellation);

        public Task<ReplayReport> ReplayAsync(string? path) => ReplayPipeline.ReplayAsync(Options, path, new KeptFilter(), null, Cancellation);

        public ValueTask DisposeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
