using Estrella.Tests.Cli;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>A subtotal told before a discount that is left comes to what the lines do: headers and lines agree on what was sold.</summary>
public sealed class HeaderBeforeDiscountTest : UnpreparedProject
{
    [Fact]
    public async Task Subtotal_before_a_discount_that_is_left_is_told_without_it()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,subtotal,discount_amount,total\n1,2024-01-05,7,50.00,-5.00,45.00\n2,2024-01-09,8,30.00,,30.00\n3,2024-01-20,7,42.50,-4.50,38.00\n4,2024-02-02,9,25.00,-2.50,22.50\n");
        Project.Write("shop/order_items.csv", "order_id,line,product_id,quantity,unit_price,discount_amount,row_total\n1,1,41,2,10.00,2.00,18.00\n1,2,42,1,30.00,3.00,27.00\n2,1,42,1,30.00,0.00,30.00\n3,1,41,3,10.00,4.50,25.50\n3,2,43,1,12.50,0.00,12.50\n4,1,43,2,12.50,2.50,22.50\n");
        Assert.Equal(0, (await RunAsync("run", "shop")).ExitCode);
        var contract = await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources/shop.yml"), TestContext.Current.CancellationToken);
        Assert.Contains("subtotal: { remainder_of: subtotal, without: [discount_amount], as: { discount_amount: { blank: 0 } } }", contract, StringComparison.Ordinal);
        // 50 − 5, 30, 42.50 − 4.50 and 25 − 2.50, by the lines as by the headers.
        string[] sold = ["2024-01-05 45.00", "2024-01-09 30.00", "2024-01-20 38.00", "2024-02-02 22.50"];
        Assert.Equal(sold, await ListAsync("select event_date::text || ' ' || round(sum(net_amount), 2)::text from star.fact_sales group by event_date order by event_date"));
        Assert.Equal(sold, await ListAsync("select event_date::text || ' ' || round(sum(header_net), 2)::text from star.fact_order group by event_date order by event_date"));
    }
}
