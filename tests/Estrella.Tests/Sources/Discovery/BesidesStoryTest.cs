using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Folders nobody has described, run: what came back and what campaigns cost, as the warehouse tells it.</summary>
public sealed class BesidesStoryTest : UnpreparedProject
{
    /// <summary>Two lines of one order sell the same shirt at two prices; the second came back.</summary>
    [Fact]
    public async Task The_line_that_says_so_came_back_on_the_day_of_its_order()
    {
        Take("pieces-returned-es");
        Assert.Equal(0, (await RunAsync("run", "data")).ExitCode);
        Assert.Equal(
            [
                // order, line's price, day, pieces, worth, whether the day is said
                "1001 100.00 2024-05-02 -1 100.00 imputed",
                "1003 50.00 2024-06-20 -3 140.00 imputed",
                "1004 80.00 2024-06-25 -1 75.00 imputed",
            ],
            await ListAsync("""
                select concat_ws(' ', orders.order_id, round(line.unit_price, 2), back.event_date, round(back.quantity), round(back.returned_amount, 2), case when back.is_date_imputed then 'imputed' end)
                from star.fact_sales as back
                join core.order as orders using (order_no)
                join core.order_line as line on line.order_line_no = back.line_no
                where back.event = 'return'
                order by orders.order_id
                """));
    }

    [Fact]
    public async Task What_a_campaign_cost_counts_on_its_first_day()
    {
        Take("campaigns-with-their-cost");
        Assert.Equal(0, (await RunAsync("run", "data")).ExitCode);
        Assert.Equal(
            ["2024-05-10 Hot Sale 150.25 10000 500", "2024-05-16 Winter 99.75 8000 320"],
            await ListAsync("""
                select concat_ws(' ', spend.spend_date, campaign.name, round(spend.amount, 2), spend.impressions, spend.clicks)
                from star.fact_campaign_spend as spend
                join star.dim_campaign as campaign using (campaign_key)
                order by spend.spend_date
                """));
    }

    /// <summary>The prices of a list from a day on are the product's; what two lists say of one day is nobody's.</summary>
    [Fact]
    public async Task One_list_gives_prices_and_several_give_none()
    {
        Take("prices-from-a-day-es");
        Assert.Equal(0, (await RunAsync("run", "data")).ExitCode);
        Assert.Equal(["A1 100.00", "A1 120.00", "A2 50.00"], await ListAsync("""
            select concat_ws(' ', product.product_id, round(price.price, 2))
            from star.product_price as price
            join core.product as product using (product_no)
            where price.price is not null
            order by product.product_id collate "C", price.valid_from
            """));
        Take("price-lists-side-by-side-es");
        var drafted = await RunAsync("discover", "price-lists-side-by-side-es");
        Assert.Contains("not understood: TARIFAS.csv: Tarifa names 2 price lists side by side, and 2 of 2 products stand in several: a product has one list price on a day\n", drafted.Errors, StringComparison.Ordinal);
    }

    private void Take(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(CorpusFolder.Get(folder).Path, "*.csv"))
        {
            Project.Write($"data/{Path.GetFileName(file)}", File.ReadAllText(file));
            Project.Write($"{folder}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }
}
