using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>Shopify's order export: one row a line item, the order's cells on its first row only.</summary>
public class ShopifyExportTest
{
    private const string Header =
        "Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Cancelled at,"
        + "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Billing Name\n";

    private const string Rows =
        "#1001,Ana@Example.com,paid,fulfilled,USD,60.00,5.00,0.00,65.00,HI,0.00,2024-03-01 23:30:00 -0500,,2,Mug,20.00,MUG,0.00,Austin,'73301,TX,US,Ana P\n"
        + "#1001,Ana@Example.com,,,,,,,,,,,,1,\"Tea, green\",20.00,,1.50,,,,,\n"
        + "#1002,,partially_refunded,,USD,10,0,0,10,,,2024-03-02 10:00:00 -0500,,1,Mug,10.00,MUG,0,,,,,\n";

    private static async Task<ReadResult> Read(string rows = Rows)
    {
        using var folder = new ExportFolder();
        return await folder.With("orders_export_1.csv", Header + rows).Read(ExampleContracts.Shopify());
    }

    [Fact]
    public async Task Order_is_told_once_and_its_lines_by_number()
    {
        var read = await Read();
        Assert.Empty(read.KeptOut);
        Assert.Equal(["#1001", "#1002"], read.Ids("order"));
        Assert.Equal(["#1001|1", "#1001|2", "#1002|1"], read.Ids("order_line"));
        Assert.Equal(65m, read.Value("order", "#1001", "total"));
        Assert.Equal("shipped", read.Value("order", "#1001", "status"));
        Assert.Equal("pending", read.Value("order", "#1002", "status"));
        Assert.Equal("part_refunded", read.Value("order", "#1002", "payment_status"));
        Assert.Equal("ana@example.com", read.Value("order", "#1001", "customer"));
        Assert.Equal(["ana@example.com"], read.Ids("customer"));
        Assert.Equal(new DateTime(2024, 3, 2, 4, 30, 0, DateTimeKind.Utc), read.Value("order", "#1001", "ordered_at"));
        Assert.Equal(["MUG", "Tea, green"], read.Ids("product"));
    }

    [Fact]
    public async Task Reference_to_an_address_the_row_did_not_feed_is_blank()
    {
        var read = await Read();
        Assert.Equal(["#1001|ship"], read.Ids("address"));
        Assert.Equal("#1001|ship", read.Value("order", "#1001", "ship_to"));
        Assert.Null(read.Value("order", "#1002", "ship_to"));
        Assert.Equal("73301", read.Value("address", "#1001|ship", "postcode"));
    }

    [Fact]
    public async Task Control_is_summed_once_an_order()
    {
        var read = await Read();
        Assert.Equal(75m, read.Totals.ControlRows);
        Assert.Equal(75m, read.Batches.Sum(batch => batch.Control.Take(batch.Count).Sum() ?? 0));
        Assert.Equal(0, read.Totals.ControlUnreadable);
    }

    [Fact]
    public async Task Unmapped_columns_are_kept_beside_the_first_record_of_their_row()
    {
        var read = await Read();
        Assert.Equal("""{"Billing Name":"Ana P"}""", read.Extras("customer", "ana@example.com"));
    }

    [Fact]
    public async Task Report_of_an_ad_platform_is_read_with_titles_totals_and_a_fixed_currency()
    {
        using var folder = new ExportFolder();
        folder.With(
            "ads_2024-03.csv",
            "Report\nMarch 2024\nCampaign;Day;Amount spent (USD)\nSpring;1/3/2024;12,50\nSpring;02/03/2024;--\nMother's day;2/3/2024;7\nTotal;;19,50\n");
        var match = Assert.Single(folder.Recognise(ExampleContracts.Shopify()).Matches);
        Assert.Equal("campaigns", match.Export.Name);
        Assert.Equal(Holds.AllWithin, match.Export.Holds);
        Assert.Equal(new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc), match.AsOf);
        Assert.Equal("name", Assert.Single(match.Export.ReferencesBy).By);
        var read = await Exports.Read(match);
        Assert.Equal(3, read.Totals.Rows);
        // Two lines of title and one of totals.
        Assert.Equal(3, read.Totals.LayoutRows);
        Assert.Equal(["Spring|2024-03-01", "Mother's day|2024-03-02"], read.Ids("campaign_spend"));
        Assert.Equal("USD", read.Value("campaign_spend", "Spring|2024-03-01", "currency"));
        Assert.Equal(12.5m, read.Value("campaign_spend", "Spring|2024-03-01", "amount"));
        Assert.Equal(["Spring", "Mother's day"], read.Ids("campaign"));
        Assert.Equal((new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 2)), read.Totals.Within);
        // An amount that is missing is no spend of zero: the row is kept out, and says so.
        Assert.Equal("required", Assert.Single(Assert.Single(read.KeptOut).Problems).Rule);
    }
}
