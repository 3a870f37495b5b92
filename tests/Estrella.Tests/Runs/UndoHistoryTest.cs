using System.Globalization;
using System.Text;
using Estrella.Foundation;
using Estrella.Generator;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>Histories nobody thought of: runs of random files, late and repeated ones among them, are taken back one by one.</summary>
public sealed class UndoHistoryTest
{
    private const int Runs = 5;

    public static TheoryData<int> Seeds => [.. TestServer.Turn(1, 2, 3, 4)];

    public static TheoryData<int> WideSeeds => [.. TestServer.Turn(11, 12, 13, 14)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Runs_are_taken_back_from_the_newest_on(int seed)
    {
        await using var shop = await UndoShop.OpenAsync();
        var before = new Stack<(int RunNo, IReadOnlyList<string> Dump)>();
        foreach (var files in History(seed))
        {
            var dump = before.Count == 0 ? [] : await shop.DumpAsync();
            before.Push((await RunAsync(shop, files), dump));
        }
        while (before.Count > 1)
        {
            var (runNo, dump) = before.Pop();
            await shop.UndoAsync(runNo);
            UndoShop.AssertSame(dump, await shop.DumpAsync());
        }
    }

    [Theory]
    [MemberData(nameof(WideSeeds))]
    public async Task Older_run_is_refused_or_taken_back_as_if_it_had_never_been(int seed)
    {
        var history = History(seed, isWide: true);
        await using var shop = await UndoShop.OpenAsync();
        var numbers = new List<int>();
        foreach (var files in history)
            numbers.Add(await RunAsync(shop, files));
        for (var at = Runs - 2; at > 0; at--)
        {
            try
            {
                await shop.UndoAsync(numbers[at]);
            }
            catch (EstrellaException refusal) when (refusal.ExitCode == ExitCode.DecisionMissing)
            {
                continue;
            }
            history.RemoveAt(at);
            await using var without = await UndoShop.OpenAsync();
            foreach (var files in history)
                await RunAsync(without, files);
            UndoShop.AssertSame(await without.DumpAsync(), await shop.DumpAsync());
        }
    }

    [Fact]
    public async Task Night_of_a_generated_shop_is_taken_back()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 400, 7), null, TestContext.Current.CancellationToken);
        await using var shop = await UndoShop.OpenAsync();
        var first = await shop.RunFolderAsync(folder.Path, options => options with { AsOf = new DateOnly(2026, 1, 1) });
        Assert.Equal("published", first.State);
        var before = await shop.DumpAsync();
        // Of every export a row in nine is gone, and in one in seven the last cell is that of the row before.
        foreach (var path in Directory.GetFiles(folder.Path, "*.csv"))
        {
            var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
            var changed = lines.Select((line, at) => at > 1 && at % 7 == 0 && !line.Contains('"', StringComparison.Ordinal)
                ? line[..(line.LastIndexOfAny([',', ';']) + 1)] + lines[at - 1][(lines[at - 1].LastIndexOfAny([',', ';']) + 1)..]
                : line).Where((_, at) => at == 0 || at % 9 != 5);
            await File.WriteAllLinesAsync(path, changed, TestContext.Current.CancellationToken);
        }

        var second = await shop.RunFolderAsync(
            folder.Path, options => options with { AsOf = new DateOnly(2026, 2, 1), AcceptShrink = true, Settings = options.Settings with { Budget = new ErrorBudget(100_000, 1) } });
        Assert.NotEqual("", WarehouseDump.Difference(before, await shop.DumpAsync()));
        var report = await shop.UndoAsync(second.RunNo);

        UndoShop.AssertSame(before, await shop.DumpAsync());
        Assert.Contains(report.Entities, each => each.Restored > 0);
        await shop.UndoAsync(first.RunNo);
        Assert.DoesNotContain(await shop.DumpAsync(), line => line.StartsWith("core.", StringComparison.Ordinal));
    }

    private static async Task<int> RunAsync(UndoShop shop, string[] files) =>
        (await shop.RunFolderAsync(shop.Folder(files), options => options with { AcceptShrink = true })).RunNo;

    /// <param name="isWide">Ids of a hundred, so that runs meet less often; and no full exports.</param>
    private static List<string[]> History(int seed, bool isWide = false)
    {
        var random = new Random(seed);
        var days = new HashSet<int>();
        return [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            // Every day once: a file of the same name and day would be another version of the same export.
            int day;
            do
                day = random.Next(1, 28);
            while (!days.Add(day));
            var kinds = (isWide ? Kinds.Where(kind => kind is not ("customers" or "categories")) : Kinds).Where(_ => random.Next(3) > 0).DefaultIfEmpty("orders");
            return kinds.Select(kind => Export(random, kind, day, isWide ? 100 : 5)).ToArray();
        })];
    }

    private static readonly string[] Kinds = ["customers", "segments", "categories", "products", "orders", "lines", "returns", "payments", "shipments", "campaigns", "spend"];

    private static string Export(Random random, string kind, int day, int ids)
    {
        string Id(string letter) => string.Create(CultureInfo.InvariantCulture, $"{letter}{random.Next(ids)}");
        string Maybe(string text) => random.Next(4) == 0 ? "" : text;
        string Day() => string.Create(CultureInfo.InvariantCulture, $"2024-{random.Next(4, 7):00}-{random.Next(1, 28):00}");
        string Any(params string[] texts) => texts[random.Next(texts.Length)];
        var (header, row) = kind switch
        {
            "customers" => ("id,name,city,country", (Func<string, string>)(id => $"c{id},{Any("Ana", "Luis")},{Any("Salta", "Jujuy", "")},AR")),
            "segments" => ("id,segment", id => $"c{id},{Any("gold", "silver", "")}"),
            "categories" => ("id,name,parent", id => $"k{id},{Any("Shoes", "Boots")},{Maybe(Id("k"))}"),
            "products" => ("id,name,category,price,cost,stock", id => $"p{id},{Any("Boot", "Sandal")},{Maybe(Id("k"))},{random.Next(1, 4)},{Maybe(Any("1", "2"))},{random.Next(3)}"),
            "orders" => ("id,customer,ordered,channel,total,status", id => $"o{id},{Maybe(Id("c"))},{Maybe(Day())},{Any("web", "shop", "")},{random.Next(1, 3)},{Any("d", "c", "p")}"),
            "lines" => ("order,nth,product,quantity,price", id => $"o{id},{random.Next(1, 3)},{Id("p")},{random.Next(1, 3)},{random.Next(1, 3)}"),
            "returns" => ("id,order,product,day,quantity", id => $"r{id},{Maybe(Id("o"))},{Id("p")},{Maybe(Day())},1"),
            "payments" => ("id,order,amount,day", id => $"y{id},{Maybe(Id("o"))},{random.Next(1, 3)},{Day()}"),
            "shipments" => ("id,order,carrier,warehouse,day", id => $"s{id},{Id("o")},{Any("OCA", "Andreani")},{Any("Norte", "Sur")},{Maybe(Day())}"),
            "campaigns" => ("id,name,channel", id => $"m{id},Name {id},{Any("email", "search")}"),
            _ => ("campaign,day,amount", id => $"Name {id},{Day()},{random.Next(1, 5)}"),
        };
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{kind} 202406{day:00}\n{header}\n"));
        foreach (var id in Enumerable.Range(0, ids).Where(_ => random.Next(ids) < 3))
            text.AppendLine(row(id.ToString(CultureInfo.InvariantCulture)));
        return text.ToString();
    }
}
