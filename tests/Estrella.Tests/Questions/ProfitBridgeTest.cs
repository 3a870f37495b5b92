using System.Text.Json;
using Estrella.Tests.Dashboard;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>What changed gross profit since the days before, in bars that add up. The shop and its figures: <c>bridged_shop.sql</c>.</summary>
public class ProfitBridgeTest(ServedShop served)
{
    private const string Columns = "step,starts_on,ends_on,products,gross_profit";

    private static readonly Lazy<Task<NpgsqlDataSource>> Bridged = new(() => TinyShop.NewAsync("bridged_shop"));

    [Fact]
    public async Task February_is_held_against_January() => Assert.Equal(
        [
            Columns,
            // A 10 × 40, B 10 × 10, D 4 × 10.
            "before,2024-01-01,2024-01-31,3,540.00",
            // A and B sold 30 pieces after 20: half of their 500 more.
            "volume,,,2,250.00",
            // At January's profits 12 × 40 and 18 × 10 are 660; at January's mix 30 pieces were 750.
            "mix,,,2,-90.00",
            // 10 more for 12 of A, each of which cost 6 more.
            "price,,,2,120.00",
            "cost,,,2,-72.00",
            // C 3 × 20; D lost its 40, and one came back that had earned 10; F 2 × 15, and nobody knows what it earned in January.
            "new,,,1,60.00",
            "gone,,,1,-50.00",
            "other,,,1,30.00",
            // A 12 × 44, B 18 × 10, C 60, F 30, less D's 10.
            "now,2024-02-01,2024-02-29,5,788.00",
        ],
        await LinesAsync("--period", "2024-02"));

    [Fact]
    public async Task What_came_back_is_taken_off_its_order_on_that_basis() => Assert.Equal(
        // D's three pieces that stayed: 30 in January, nothing in February.
        ["530.00", "250.00", "-90.00", "120.00", "-72.00", "60.00", "-30.00", "30.00", "798.00"],
        await FiguresAsync("--period", "2024-02", "--basis", "order"));

    [Fact]
    public async Task Bars_add_up_in_the_currency_they_are_told_in() => Assert.Equal(
        // A third of each, in whole pesos: 180, 83.3, -30, 40, -24, 20, -16.7, 10 and 262.7. The mix takes what rounding leaves.
        ["180", "83", "-29", "40", "-24", "20", "-17", "10", "263"],
        await FiguresAsync("--period", "2024-02", "--terms", "CLP"));

    [Fact]
    public async Task Nothing_sold_in_both_is_neither_volume_nor_price() => Assert.Equal(
        [
            Columns,
            // The ten days before hold February's order, these ten only D's return: more came back than was sold, before as well as now.
            "before,2024-02-05,2024-02-14,4,798.00", "volume,,,0,0.00", "mix,,,0,0.00", "price,,,0,0.00", "cost,,,0,0.00", "new,,,0,0.00",
            "gone,,,4,-798.00", "other,,,1,-10.00", "now,2024-02-15,2024-02-24,1,-10.00",
        ],
        await LinesAsync("--from", "2024-02-15", "--to", "2024-02-25"));

    [Fact]
    public async Task Without_known_days_before_there_is_no_bridge()
    {
        var answer = await TinyShop.AskAsync(await Bridged.Value, "profit-bridge", "--period", "2024-01");
        Assert.Equal(
            [Columns, "before,2023-12-01,2023-12-31,,", "volume,,,,", "mix,,,,", "price,,,,", "cost,,,,", "new,,,,", "gone,,,,", "now,2024-01-01,2024-01-31,3,540.00"],
            TinyShop.Lines(answer));
        Assert.Contains("the days before go back beyond the first fact: there is nothing to hold these days against; ask for a later or shorter period", answer.Notes);
    }

    [Fact]
    public async Task Without_any_cost_no_profit_is_told()
    {
        var answer = await TinyShop.AskAsync(await Bridged.Value, "profit-bridge", "--period", "2024-02", "--where", "product=E");
        Assert.All(TinyShop.Lines(answer).Skip(1), line => Assert.EndsWith(",", line, StringComparison.Ordinal));
        Assert.Contains(answer.Notes, note => note.StartsWith("no cost is known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_sales_there_is_no_row() => Assert.Equal([Columns], await LinesAsync("--from", "2025-01-01", "--to", "2025-02-01"));

    [Theory]
    [InlineData("2025-10-01", "2026-01-01", "2025-07-01", "2025-10-01")]
    [InlineData("2025-05-01", "2025-06-01", "2025-04-01", "2025-05-01")]
    [InlineData("2025-03-11", "2025-04-10", "2025-02-09", "2025-03-11")]
    public async Task In_a_shop_of_any_kind_bars_lead_from_one_profit_to_the_other(string from, string to, string first, string next)
    {
        var shop = await served.GetAsync();
        using var bridge = JsonDocument.Parse(await shop.Client.GetStringAsync($"/api/questions/profit-bridge?from={from}&to={to}", TestContext.Current.CancellationToken));
        var bars = bridge.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("step").GetString()!, row => row.GetProperty("gross_profit").GetDecimal());
        Assert.Equal((await ProfitAsync(first, next), await ProfitAsync(from, to)), (bars["before"], bars["now"]));
        Assert.Equal(bars["now"], bars.Where(bar => bar.Key != "now").Sum(bar => bar.Value));
        Assert.True(bars["mix"] != 0 && bars["price"] != 0 && bars["cost"] != 0, string.Join(", ", bars));

        async Task<decimal> ProfitAsync(string begin, string end)
        {
            // An order in dollars counts at its day's rate; what its goods cost is in the shop's currency.
            await using var command = shop.Owner.CreateCommand(
                $"""
                select round(sum(sale.net_amount * coalesce(rate.rate, 1) - sale.cost_amount), 2)
                from star.fact_sales as sale
                left join lateral (
                    select each.rate from star.exchange_rate as each
                    where each.from_currency = sale.currency and each.to_currency = 'ARS' and each.rate_type = 'official'
                      and each.rate_date between sale.order_date - 7 and sale.order_date
                    order by each.rate_date desc limit 1
                ) as rate on true
                where sale.is_booked and sale.event_date >= '{begin}' and sale.event_date < '{end}'
                """);
            return (decimal)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    private static async Task<string[]> LinesAsync(params string[] words) => TinyShop.Lines(await TinyShop.AskAsync(await Bridged.Value, "profit-bridge", words));

    private static async Task<string[]> FiguresAsync(params string[] words) => [.. (await LinesAsync(words)).Skip(1).Select(line => line.Split(',')[^1])];
}
