using Estrella.Foundation;
using Estrella.Generator;
using Estrella.Ledger;
using Estrella.Runs;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>A changed export on a history: what is worked out from the change alone is what all of it would give.</summary>
public sealed class ChangeStory
{
    [Fact]
    public async Task Contradictions_of_a_change_are_those_of_everything()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 1_500, 11), null, TestContext.Current.CancellationToken);
        await using var shop = await PublishedShop.RunAsync(folder.Path);
        // Lines dearer than the header says, an order cancelled though paid, payments refunded, reviews and lines gone.
        Edit(folder.Path, "tienda_detalle.csv", (cells, at) => at % 40 == 0 ? [.. cells[..4], "1.23", .. cells[5..]] : at % 90 == 1 ? null : cells);
        Edit(folder.Path, "tienda_pedidos.csv", (cells, at) => at % 50 == 0 ? [.. cells[..4], "Cancelado", .. cells[5..]] : cells);
        Edit(folder.Path, "tienda_pagos.csv", (cells, at) => at % 30 == 0 ? [.. cells[..6], "Reintegrado", .. cells[7..]] : at % 70 == 3 ? null : cells);
        Edit(folder.Path, "tienda_resenas.csv", (cells, at) => at % 9 == 0 ? null : cells);

        using var project = new TemporaryFolder();
        var report = await RunPipeline.RunAsync(
            new RunOptions(Settings.Load(project.Path), shop.ConnectionString, folder.Path) { AsOf = new DateOnly(2026, 2, 1), AcceptShrink = true },
            null, TestContext.Current.CancellationToken);

        await using var connection = new NpgsqlConnection(shop.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var undone = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var begin = new NpgsqlCommand("delete from estrella.contradiction", connection))
            await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var everything = await ContradictionRegister.FillAsync(connection, report.RunNo, TestContext.Current.CancellationToken);
        Assert.True(shop.Report.Contradictions.Sum(each => each.Disagreeing) < report.Contradictions.Sum(each => each.Disagreeing));
        Assert.Equal(
            Ordered(everything), Ordered((await new LedgerReader(shop.ConnectionString).RunAsync(report.RunNo, TestContext.Current.CancellationToken))!.Contradictions));

        static IEnumerable<(string, long, long, decimal?)> Ordered(IEnumerable<Contradiction> all) => all
            .GroupBy(each => each.Kind)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => (kind.Key, kind.Sum(each => each.Compared), kind.Sum(each => each.Disagreeing), kind.Sum(each => each.Amount)));
    }

    private static void Edit(string folder, string file, Func<string[], int, string[]?> edit)
    {
        var path = Path.Combine(folder, file);
        var lines = File.ReadAllLines(path);
        // Only rows without quotes: their commas are all separators.
        File.WriteAllLines(path, [lines[0], .. lines[1..].Select((line, at) => line.Contains('"') ? line : edit(line.Split(','), at) is { } cells ? string.Join(',', cells) : null).OfType<string>()]);
    }
}
