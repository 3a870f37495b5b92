using Estrella.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>
/// Who disagrees with whom, how often, about how much money and since which run, counted by hand over the runs of two
/// sources; and what estrella.yml and the contracts say of zone and currency, which holds from the run that publishes it.
/// </summary>
public sealed class RegisterHistoryTest
{
    private static readonly string[] OrdersFirst =
    [
        "o1,2024-06-01 10:00,100,d", "o2,2024-06-01 11:00,50,d", "o3,2024-06-01 12:00,70,p",
    ];

    [Fact]
    public async Task Register_tells_pair_count_money_and_since_which_run_over_several_runs()
    {
        await using var shop = await RegisterShop.OpenAsync();

        // North: o1 was paid 10 less than its total, o2 was delivered and never paid. South: its only order agrees.
        await shop.RunAsync(
            Orders("north", "20240601", OrdersFirst),
            Payments("north", "20240601", "p1,o1,90,2024-06-01 12:00,c"),
            Orders("south", "20240601", "s1,2024-06-01 10:00,20,d"),
            Payments("south", "20240601", "q1,s1,20,2024-06-01 12:00,c"));
        string[] first =
        [
            "delivered-not-paid north.orders north.payments: 1 of 2, 50; first 1 since 1 last 1, +1 +50",
            "header-payment north.orders north.payments: 1 of 1, 10; first 1 since 1 last 1, +1 +10",
        ];
        Assert.Equal(first, await shop.RegisterAsync());

        // South: s2 is paid 5 too much, on the day before it was placed. North says nothing new: its counts stand.
        var second = await shop.RunAsync(
            Orders("south", "20240602", "s2,2024-06-02 10:00,30,p"), Payments("south", "20240602", "q2,s2,35,2024-06-01 09:00,c"));
        string[] both =
        [
            "delivered-not-paid north.orders north.payments: 1 of 2, 50; first 1 since 1 last 2, 0 0",
            "header-payment north.orders north.payments: 1 of 1, 10; first 1 since 1 last 2, 0 0",
            "header-payment south.orders south.payments: 1 of 2, 5; first 2 since 2 last 2, +1 +5",
            "payment-before-order south.orders south.payments: 1 of 2, 35; first 2 since 2 last 2, +1 +35",
        ];
        Assert.Equal(both, await shop.RegisterAsync());
        Assert.Equal(both.Length, second.Contradictions.Count);

        // North corrects o1's payment and pays o2 in part: of three pairs one is over, one has begun again with more money.
        await shop.RunAsync(Payments("north", "20240603", "p1,o1,100,2024-06-01 12:00,c", "p2,o2,20,2024-06-03 12:00,c"));
        Assert.Equal(
            [
                "delivered-not-paid north.orders north.payments: 1 of 2, 50; first 1 since 1 last 2, 0 0",
                "header-payment north.orders north.payments: 1 of 2, 30; first 1 since 1 last 3, 0 +20",
                "header-payment south.orders south.payments: 1 of 2, 5; first 2 since 2 last 3, 0 0",
                "payment-before-order south.orders south.payments: 1 of 2, 35; first 2 since 2 last 3, 0 0",
            ],
            await shop.RegisterAsync());

        // Taken back, the third run is no part of the history; the undo is run 4 and finds what run 2 found.
        await shop.UndoAsync(3);
        Assert.Equal(both.Select(line => line.Replace("last 2", "last 4", StringComparison.Ordinal).Replace("+1 +35", "0 0", StringComparison.Ordinal).Replace("+1 +5", "0 0", StringComparison.Ordinal)), await shop.RegisterAsync());
    }

    [Fact]
    public async Task Disagreement_that_came_back_is_told_since_its_return()
    {
        await using var shop = await RegisterShop.OpenAsync();
        await shop.RunAsync(Orders("north", "20240601", OrdersFirst), Payments("north", "20240601", "p1,o1,90,2024-06-01 12:00,c", "p2,o2,50,2024-06-01 12:00,c"));
        await shop.RunAsync(Payments("north", "20240602", "p1,o1,100,2024-06-01 12:00,c"));
        Assert.Equal(["header-payment north.orders north.payments: 1 of 2, 10; first 1 since 1 last 1, +1 +10"], await shop.RegisterAsync());
        await shop.RunAsync(Payments("north", "20240603", "p1,o1,96,2024-06-01 12:00,c", "p2,o2,51,2024-06-01 12:00,c"));
        Assert.Equal(["header-payment north.orders north.payments: 2 of 2, 5; first 1 since 3 last 3, +2 +5"], await shop.RegisterAsync());
    }

    [Fact]
    public async Task Zone_and_currency_hold_from_the_run_that_publishes_them_and_go_with_it()
    {
        await using var shop = await RegisterShop.OpenAsync();
        await shop.RunAsync(Orders("north", "20240601", "o1,2024-06-01 10:00,100,d"));
        // 23:30 in Buenos Aires is the next day in Madrid.
        await shop.RunAsync(Orders("north", "20240602", "o2,2024-06-02 23:30,10,d"));
        const string Before = "ARS America/Argentina/Buenos_Aires | north ARS America/Argentina/Buenos_Aires | 2024-06-01 2024-06-02";
        Assert.Equal(Before, await SettingsAsync(shop));
        var dump = await WarehouseDump.OfAsync(shop.ConnectionString);

        shop.Tell("Europe/Madrid", "EUR");
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunAsync(Payments("north", "20240603", "p1,o1,N/A,2024-06-01 12:00,c")));
        Assert.Equal(ExitCode.TooManyRowsKeptOut, refused.ExitCode);
        Assert.Equal(Before, await SettingsAsync(shop));

        var told = await shop.RunAsync(Orders("north", "20240604", "o3,2024-06-04 10:00,10,d"));
        Assert.Equal("EUR Europe/Madrid | north EUR Europe/Madrid | 2024-06-01 2024-06-03 2024-06-04", await SettingsAsync(shop));
        await shop.UndoAsync(told.RunNo);
        Assert.Equal(Before, await SettingsAsync(shop));
        Assert.Equal("", WarehouseDump.Difference(dump, await WarehouseDump.OfAsync(shop.ConnectionString)));
    }

    private static (string, string) Orders(string source, string day, params string[] rows) => ($"{source}_orders_{day}", "id,at,total,status\n" + string.Join('\n', rows) + "\n");

    private static (string, string) Payments(string source, string day, params string[] rows) => ($"{source}_payments_{day}", "id,order,amount,at,status\n" + string.Join('\n', rows) + "\n");

    /// <summary>The shop's and the source's settings, and the days the star has its orders on.</summary>
    private static async Task<string> SettingsAsync(RegisterShop shop)
    {
        await using var database = NpgsqlDataSource.Create(shop.ConnectionString);
        await using var ask = database.CreateCommand(
            """
            select format('%s | %s | %s',
                (select currency || ' ' || zone from estrella.shop),
                (select string_agg(concat_ws(' ', name, currency, zone), ', ' order by name) from estrella.source),
                (select string_agg(distinct order_date::text, ' ') from star.fact_order))
            """);
        return (string)(await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
