using System.Globalization;
using Estrella.Foundation;
using Estrella.Runs;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>plan tells what run would refuse, and what it would change if the shrinking were accepted.</summary>
public sealed class PlanRefusalTest
{
    private const string Contract = """
        contract: 1
        source: shop
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd] }
        exports:
          customers:
            files: "customers_{as_of:yyyyMMdd}.csv"
            holds: all
            customer: { id: $row, first_name: name }
          orders:
            files: "orders_{as_of:yyyyMMdd}.csv"
            holds: all
            order: { id: id, ordered_at: day, total: total }
        """;

    [Fact]
    public async Task Plan_refuses_as_run_does_and_tells_what_accepting_it_would_change()
    {
        await using var shop = await UndoShop.OpenAsync(Contract);
        // Twenty orders of 10 in June; the second export lacks eight of them.
        await shop.RunAsync(Orders("20240701", 20), "customers 20240701\nname\nAna\nBea\n");
        var before = await shop.DumpAsync();

        var folder = shop.Folder(Orders("20240702", 12));
        var shrunken = await PlanAsync(shop, folder);
        Assert.Equal(ExitCode.TooManyRowsKeptOut, shrunken.Refused!.ExitCode);
        Assert.StartsWith("orders_20240702.csv: 12 rows, 40.0", shrunken.Refused.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-shrink", shrunken.Next, StringComparison.Ordinal);
        var kept = Assert.Single(shrunken.Figures!.All);
        Assert.Equal(("kept_orders", new DateOnly(2024, 6, 1), 20m, 12m), (kept.Measure, kept.Month, kept.Before, kept.After));

        var sorted = await PlanAsync(shop, shop.Folder("customers 20240702\nname\nBea\nAna\n"));
        Assert.Equal(ExitCode.DecisionMissing, sorted.Refused!.ExitCode);
        Assert.Null(sorted.Figures);

        var cut = await PlanAsync(shop, Cut(shop.Folder(Orders("20240703", 20))));
        Assert.Contains("orders_20240703.csv: its last line is cut: row 20", cut.Refused!.Message, StringComparison.Ordinal);
        var quick = await PlanAsync(shop, Cut(shop.Folder(Orders("20240703", 20))), withFigures: false);
        Assert.Contains("orders_20240703.csv: its last line is cut: row 20", quick.Refused!.Message, StringComparison.Ordinal);

        UndoShop.AssertSame(before, await shop.DumpAsync());
        var accepted = await shop.RunFolderAsync(folder, options => options with { AcceptShrink = true });
        Assert.Equal(shrunken.Figures.All, accepted.Figures.All);
    }

    private static Task<PlanReport> PlanAsync(UndoShop shop, string folder, bool withFigures = true) => PlanPipeline.PlanAsync(
        new RunOptions(Settings.Load(Path.GetDirectoryName(folder)!), shop.ConnectionString, folder), withFigures, null, TestContext.Current.CancellationToken);

    private static string Orders(string day, int count) =>
        $"orders {day}\nid,day,total\n" + string.Concat(Enumerable.Range(1, count).Select(nth => string.Create(CultureInfo.InvariantCulture, $"o{nth},2024-06-{nth:00},10\n")));

    /// <summary>The last row loses its last cells and its line end.</summary>
    private static string Cut(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            File.WriteAllText(file, File.ReadAllText(file)[..^8]);
        return folder;
    }
}
