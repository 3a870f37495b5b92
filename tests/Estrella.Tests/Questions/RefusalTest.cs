using Estrella.Foundation;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>What the exports cannot tell is refused with the export that is missing, or said to be unknown.</summary>
public class RefusalTest
{
    private static readonly Lazy<Task<Npgsql.NpgsqlDataSource>> Bare = new(() => TinyShop.NewAsync("bare_shop"));

    [Theory]
    [InlineData("deliveries", "", "", "cannot be answered: no shipment export (no export feeds shipment)")]
    [InlineData("campaigns", "", "", "cannot be answered: no campaign export (no export feeds campaign)")]
    [InlineData("sign-ups", "", "", "cannot be answered: no export feeds customer.registered_at")]
    [InlineData("revenue", "money", "payments", "cannot be answered by payments: no payment export (no export feeds payment)")]
    [InlineData("revenue", "scope", "paid", "cannot be answered in scope paid: no payment export (no export feeds payment or order.payment_status)")]
    [InlineData("revenue", "scope", "fulfilled", "cannot be answered in scope fulfilled: no shipment export (no export feeds shipment or order.status)")]
    [InlineData("revenue", "terms", "real", "cannot be told in real terms: no price index export (no export feeds price_index)")]
    [InlineData("revenue", "terms", "USD:blue", "cannot be told in USD:blue: no exchange rate export (no export feeds exchange_rate)")]
    public async Task A_missing_export_is_named(string question, string option, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<EstrellaException>(async () =>
            await TinyShop.AskAsync(await Bare.Value, question, option.Length == 0 ? [] : [option, value]));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.Equal(message, failure.Message);
        Assert.Contains("contract", failure.Next);
    }

    [Fact]
    public async Task A_shop_without_lines_is_told_by_its_headers()
    {
        var answer = await TinyShop.AskAsync(await Bare.Value, "revenue");
        Assert.Equal("headers", answer.Coverage.Money);
        Assert.Null(answer.Coverage.Currency);
        // One order of 100.005 and one of 50 on 1 and 31 January: no discount is ever said, and counts as 0.
        Assert.Equal("2024-01-01,2,,150.01,,0.00,150.01,75.00,", TinyShop.Lines(answer)[1]);
    }

    [Fact]
    public async Task An_export_without_rows_is_an_answer_of_zero()
    {
        var answer = await TinyShop.AskAsync(await Bare.Value, "best-sellers");
        Assert.Empty(answer.Rows);
        Assert.Contains("the exports hold no row of this question", answer.Notes);
        var ranged = await TinyShop.AskAsync(await Bare.Value, "carts", "period", "2024-01");
        Assert.Equal("2024-01-01,0,0,0,", TinyShop.Lines(ranged)[1]);
    }

    [Fact]
    public async Task No_cost_at_all_is_said()
    {
        var answer = await TinyShop.AskAsync("profitability", "where", "product=P2");
        Assert.Contains(answer.Notes, note => note.StartsWith("no cost is known", StringComparison.Ordinal));
        Assert.All(answer.Rows, row => Assert.Null(row[6]));
    }

    [Fact]
    public async Task A_database_nobody_ran_into_says_so()
    {
        await using var empty = Npgsql.NpgsqlDataSource.Create(await Foundation.TestServer.NewDatabaseAsync());
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => TinyShop.AskAsync(empty, "revenue"));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.Equal("estrella run DIR", failure.Next);
    }

    [Theory]
    [InlineData("category=Hogra", "no category is called 'Hogra'", "Hogar")]
    [InlineData("payment_method=Trajeta", "no payment method is called 'Trajeta'", "Tarjeta")]
    public async Task An_unknown_value_is_answered_with_the_nearest(string where, string message, string nearest)
    {
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => TinyShop.AskAsync("revenue", "where", where));
        Assert.Equal(ExitCode.WrongUsage, failure.ExitCode);
        Assert.Equal(message, failure.Message);
        Assert.Contains(nearest, failure.Next);
    }

    [Theory]
    [InlineData("USD:black", "no rate of type black between USD and ARS", "USD:blue, USD:official")]
    [InlineData("EUR", "no rate of type official between EUR and ARS", "BRL:official")]
    public async Task An_unknown_rate_is_answered_with_those_known(string terms, string message, string known)
    {
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => TinyShop.AskAsync("revenue", "terms", terms));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.Contains(message, failure.Message);
        Assert.Contains(known, failure.Next);
    }

    [Fact]
    public async Task A_month_without_an_index_is_refused_and_rows_without_one_are_said()
    {
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => TinyShop.AskAsync("revenue", "terms", "real", "at", "2025-01"));
        Assert.Contains("2024-01 to 2024-03", failure.Next);

        var answer = await TinyShop.AskAsync("revenue", "terms", "real:otro", "basis", "order");
        Assert.Equal("real:otro at 2024-01", answer.Coverage.Terms);
        // Only January has a level in that index: the other months are unknown, not zero.
        Assert.Equal(["2024-01-01,2,3,350.00,10.00,90.00,250.00,170.00,", "2024-02-01,3,2,,,,,,", "2024-03-01,1,1,,,,,,"], TinyShop.Lines(answer)[1..]);
        Assert.Contains(answer.Notes, note => note.Contains("(2024-02)") && note.Contains("no index"));
    }
}
