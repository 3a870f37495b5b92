using Estrella.Ledger;
using Estrella.Tests.Stories;
using Estrella.Tests.Stories.Seed;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Ledger;

/// <summary>The register over the eleven real exports; the figures were counted from the CSV files without a database.</summary>
public class ContradictionTest
{
    [Fact]
    public async Task Register_counts_what_the_real_exports_disagree_on()
    {
        await using var shop = await PublishedShop.RunAsync(SeedFiles.Find());
        await using var ledger = await LedgerWriter.OpenAsync(shop.ConnectionString, TestContext.Current.CancellationToken);
        var runNo = await ledger.BeginRunAsync("test", "register", TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(shop.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);

        var register = await ContradictionRegister.FillAsync(connection, runNo, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "cancelled-yet-paid: 595 of 2510, 332663.99",
                "delivered-not-paid: 1873 of 2498, 947883.43",
                "header-lines: 1000 of 1000, 7086172.80",
                "header-payment: 10000 of 10000, 3151518.31",
                "header-tender: 10000 of 10000, 3168120.00",
                "line-list-price: 10000 of 10000, 6846501.21",
                "payment-before-order: 1245 of 10000, 679814.29",
                "pending-yet-refunded: 613 of 2494, 335251.34",
                "refunded-not-returned: 1836 of 2455, 1019027.74",
                "review-without-order: 5610 of 7172, -",
                "tender-method: 8534 of 10000, 4700847.52",
                "tender-payment: 10000 of 10000, 3010669.33",
            ],
            register.Select(each => $"{each.Kind}: {each.Disagreeing} of {each.Compared}, {each.Amount?.ToString("0.00") ?? "-"}").Order(StringComparer.Ordinal));
        Assert.Equal(register.OrderBy(each => each.Kind, StringComparer.Ordinal), (await new LedgerReader(shop.ConnectionString).RunAsync(runNo, TestContext.Current.CancellationToken))!.Contradictions.OrderBy(each => each.Kind, StringComparer.Ordinal));
    }
}
