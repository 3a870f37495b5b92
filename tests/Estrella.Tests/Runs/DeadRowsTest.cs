using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>What a run wrote over is cleared away after it; what it hardly touched is left to PostgreSQL.</summary>
public sealed class DeadRowsTest
{
    private const int Customers = 3_000;

    [Fact]
    public async Task Tables_of_which_a_run_wrote_over_much_are_vacuumed_and_no_others()
    {
        await using var shop = await CornerShop.OpenAsync();
        await shop.NightAsync("2024-03-01", ("customers", Told(_ => "Vigo")), ("products", "id,name,category\nlamp,Lamp,Light\nrug,Rug,Floor"));
        Assert.Equal(["customer 0", "product 0"], await VacuumedAsync(shop));

        // 1,200 of 3,000 customers move: above a thousand rows, and above a twentieth. One product changes its name.
        await shop.NightAsync("2024-03-02", ("customers", Told(at => at < 1_200 ? "Lugo" : "Vigo")), ("products", "id,name,category\nlamp,Lantern,Light\nrug,Rug,Floor"));
        Assert.Equal(["customer 1", "product 0"], await VacuumedAsync(shop));

        // 900 move again: below a thousand.
        await shop.NightAsync("2024-03-03", ("customers", Told(at => at < 900 ? "Toro" : at < 1_200 ? "Lugo" : "Vigo")));
        Assert.Equal(["customer 1", "product 0"], await VacuumedAsync(shop));
    }

    private static string Told(Func<int, string> city) =>
        "id,name,city\n" + string.Join('\n', Enumerable.Range(0, Customers).Select(at => $"C{at},Name {at},{city(at)}"));

    private static async Task<IReadOnlyList<string>> VacuumedAsync(CornerShop shop)
    {
        await TestServer.EndConnectionsAsync(shop.Database, TestContext.Current.CancellationToken);
        return await shop.RowsAsync("select relname, vacuum_count from pg_stat_user_tables where schemaname = 'core' and relname in ('customer', 'product') order by relname");
    }
}
