using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Lines that say pieces and no money, beside a list of prices: what was paid is asked, and told to the cent once it is said.</summary>
public sealed class PricelessLinesTest : UnpreparedProject
{
    [Fact]
    public async Task Pieces_without_money_are_asked_about_and_take_the_list_price_of_their_day()
    {
        Project.Write("pizzeria/orders.csv", "order_id,date,time\n1,2024-01-02,11:38:36\n2,2024-02-03,12:00:00\n");
        Project.Write("pizzeria/order_details.csv", "order_details_id,order_id,pizza_id,quantity\n1,1,bbq_s,2\n2,1,haw_m,1\n3,2,haw_m,3\n");
        Project.Write("pizzeria/pizzas.csv", "pizza_id,size,price\nbbq_s,S,12.75\nhaw_m,M,16.50\n");
        var open = await RunAsync("run", "pizzeria");
        Assert.Equal(4, open.ExitCode);
        Assert.Contains("order_details.csv: quantity: no column says what the pieces were sold at, and pizzas.csv has a price of each; say one of: list_price (each was sold at price of pizzas.csv) | none (what was sold is not told)", open.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("run", "pizzeria", "--answer", "order_details.quantity=list_price")).ExitCode);
        // 2 × 12.75 + 16.50 in January, 3 × 16.50 in February.
        Assert.Equal(["2024-01-02 42.00", "2024-02-03 49.50"], await SoldAsync());
        Assert.Contains("unit_price: $list_price", await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources/pizzeria.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // A new price holds from its day on: what was sold before keeps the old one.
        Project.Write("pizzeria/pizzas.csv", "pizza_id,size,price\nbbq_s,S,12.75\nhaw_m,M,20.00\n");
        Project.Write("pizzeria/orders.csv", "order_id,date,time\n1,2024-01-02,11:38:36\n2,2024-02-03,12:00:00\n3,2024-03-05,12:00:00\n");
        Project.Write("pizzeria/order_details.csv", "order_details_id,order_id,pizza_id,quantity\n1,1,bbq_s,2\n2,1,haw_m,1\n3,2,haw_m,3\n4,3,haw_m,1\n");
        Assert.Equal(0, (await RunAsync("run", "pizzeria", "--as-of", "2024-03-01")).ExitCode);
        Assert.Equal(["2024-01-02 42.00", "2024-02-03 49.50", "2024-03-05 20.00"], await SoldAsync());
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Who_says_none_gets_orders_without_lines()
    {
        Project.Write("toys/sales.csv", "Sale_ID,Date,Store_ID,Product_ID,Units\n1,2022-01-01,24,4,1\n2,2022-01-02,28,1,2\n");
        Project.Write("toys/products.csv", "Product_ID,Product_Name,Product_Cost,Product_Price\n1,Action Figure,$9.99 ,$15.99 \n4,Chutes,$9.99 ,$12.99 \n");
        Assert.Equal(0, (await RunAsync("run", "toys", "--answer", "sales.Units=none")).ExitCode);
        Assert.Empty(await SoldAsync());
        Assert.Equal(["2"], await ListAsync("select count(*)::text from star.fact_order"));
    }

    /// <summary>The list is in dollars and says so; the orders' own currency stands beside no amount.</summary>
    [Fact]
    public async Task Currency_beside_no_amount_is_left_where_the_list_names_its_own()
    {
        WriteElectronics("Unit Price USD");
        Assert.Equal(0, (await RunAsync("run", "electronics", "--answer", "sales.Quantity=list_price")).ExitCode);
        // 3 × 1,299 and 2 × 10.
        Assert.Equal(["2016-01-14 3897.00", "2016-01-31 20.00"], await SoldAsync());
    }

    /// <summary>A list that names no currency has the shop's: it is no price of an order in another one.</summary>
    [Fact]
    public async Task List_price_is_none_of_an_order_in_another_currency()
    {
        Project.Write("estrella.yml", "estrella: 1\nshop: E\nzone: UTC\ncurrency: USD\n");
        WriteElectronics("Unit Price");
        Assert.Equal(0, (await RunAsync("run", "electronics", "--answer", "sales.Quantity=list_price")).ExitCode);
        Assert.Equal(["2016-01-14 3897.00", "2016-01-31 -"], await SoldAsync());
    }

    private void WriteElectronics(string price)
    {
        Project.Write("electronics/Sales.csv", "Order Number,Line Item,Order Date,CustomerKey,StoreKey,ProductKey,Quantity,Currency Code\n366000,1,1/14/2016,265598,10,1304,3,USD\n366001,1,1/31/2016,1269051,0,1048,2,EUR\n");
        Project.Write("electronics/Products.csv", $"ProductKey,Product Name,Brand,{price}\n1304,Lens Cap,Contoso,\"1,299.00\"\n1048,Mouse,Contoso,10.00\n");
    }

    /// <summary>What was sold by day.</summary>
    private Task<List<string>> SoldAsync() => ListAsync(
        """
        select event_date::text || ' ' || coalesce(round(sum(net_amount), 2)::text, '-')
        from star.fact_sales
        group by event_date
        order by event_date
        """);
}
