using Xunit;

namespace Estrella.Tests.Profiles;

/// <summary>Shop systems: what their exports sold is added up by hand beside each figure.</summary>
public sealed class ShopProfilesTest
{
    /// <remarks>
    /// 101: 2 × 1,500 + 1 × 1,500, less 500, on 5 August; 102: 1,500 on 31 August, not paid; 103: 1,500 on 10 September,
    /// cancelled on the 11th; 104: 2 × 1,500 on 12 September, over the counter, without an address; 105: its price is no amount.
    /// </remarks>
    [Fact]
    public async Task Sales_of_Tiendanube_in_Latin_1_with_both_decimal_signs()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("tiendanube"));
        Assert.Equal(["2026-08-01 2 4 6000 500 0 5500", "2026-09-01 2 2 4500 0 1500 3000"], await loaded.RevenueAsync());
        // Ana, Beto and Cora; Ana's second order is cancelled, Dani's was kept out.
        Assert.Equal(["3 3 0"], await loaded.AskAsync("customers", "customers new_customers recurring_customers", ("by", "all")));
        Assert.Equal(
            ["2026-08-01 Mercado Pago 4800 0 4800", "2026-08-01 Transferencia 0 0 0", "2026-09-01 Efectivo 3000 0 3000", "2026-09-01 Mercado Pago 1500 1500 0"],
            await loaded.AskAsync("payments", "period payment_method captured_amount refunded_amount collected_amount", ("by", "month")));
        Assert.Equal(
            ["00017 Mate de cuero (Negro) 4 6000", "YER Yerba orgánica 3 4500"],
            await loaded.RowsAsync("select product_id, name, sum(quantity), sum(gross_amount) from star.fact_sales join star.dim_product using (product_key) where event = 'sale' group by 1, 2 order by 1"));
        Assert.Equal(
            ["101 ARS captured delivered web 800", "102 ARS pending pending web 0", "103 ARS refunded cancelled web 0", "104 ARS captured delivered punto de venta 0"],
            await loaded.RowsAsync("select order_id, currency, payment_status, status, lower(channel), shipping from core.order where not is_inferred order by 1"));
        Assert.Equal(["Buenos Aires Capital Federal 01425"], await loaded.RowsAsync("select city, region, postcode from core.address"));
        Assert.Equal(["ventas-8f3a.csv:7 Precio del producto is '900"], await loaded.KeptOutAsync());
    }

    /// <remarks>
    /// #1001: 2 × 16 + 1 × 20, less 5, on 3 August; #1002: a mug of 25 on 10 September, cancelled and given back on the 11th;
    /// #1003: its quantity is no number. The tote has no cost on its second size; pictures are no products.
    /// </remarks>
    [Fact]
    public async Task Orders_products_and_customers_of_Shopify()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("shopify"));
        Assert.Equal(["2026-08-01 1 3 52 5 0 47", "2026-09-01 1 0 25 0 25 0"], await loaded.RevenueAsync());
        Assert.Equal(["1 1"], await loaded.AskAsync("customers", "customers new_customers", ("by", "all")));
        Assert.Equal(
            ["2026-08-01 56.29 0", "2026-09-01 25 25"],
            await loaded.AskAsync("payments", "period captured_amount refunded_amount", ("by", "month")));
        // Of the order's product and of the list's: what the list says besides name is kept.
        Assert.Equal(["FERN-1 16 6 Prints", "FERN-2 22 9 Prints", "TOTE-1 20 8 Bags"], await loaded.RowsAsync(
            "select product_id, price, cost, category.name from core.product join core.category using (category_no) where not product.is_inferred order by 1"));
        Assert.Equal(["FERN-1 12", "FERN-2 0", "TOTE-1 5"], await loaded.RowsAsync("select product_id, on_hand from core.inventory join core.product using (product_no) order by 1"));
        // Two ferns at 6 and a tote at 8.
        Assert.Equal(["20"], await loaded.RowsAsync("select sum(cost_amount) from star.fact_sales where event = 'sale' and order_date < '2026-09-01'"));
        Assert.Equal(["ada@example.com Austin 73301", "bo@example.com Toronto M5H"], await loaded.RowsAsync("select customer_id, city, postcode from core.customer where not is_inferred order by 1"));
        Assert.Equal(["orders_export_1.csv:5 Lineitem quantity is 'one'"], await loaded.KeptOutAsync());
    }

    /// <remarks>
    /// #1: 2 × 12.10 = 24.20 and 5 of postage are the 29.20 paid, the 5.07 of tax within them; #2: 10 and 2.10 of tax beside it
    /// are 12.10; #3: 13 are left of 15.10 without the tax, 0.90 more than its line.
    /// </remarks>
    [Fact]
    public async Task Total_of_an_order_of_Shopify_agrees_with_its_lines_whether_tax_is_in_the_prices_or_beside_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "orders_export_1.csv",
            """
            Name,Email,Financial Status,Fulfillment Status,Accepts Marketing,Currency,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,Lineitem fulfillment status
            #1,ana@example.es,paid,fulfilled,no,EUR,5.00,5.07,29.20,2026-08-03 10:14:00 +0200,2,Vela,12.10,VEL,true,fulfilled
            #2,ben@example.es,paid,fulfilled,no,EUR,0.00,2.10,12.10,2026-08-04 10:14:00 +0200,1,Jarra,10.00,JAR,true,fulfilled
            #3,eva@example.es,paid,fulfilled,no,EUR,0.00,2.10,15.10,2026-08-05 10:14:00 +0200,1,Vela,12.10,VEL,true,fulfilled

            """);
        await using var loaded = await Loaded.RunAsync(folder.Path);
        Assert.Equal(["3 1 0.9"], await loaded.RowsAsync("select compared_count, disagree_count, amount from estrella.contradiction where kind = 'header-lines'"));
    }

    /// <remarks>501: 45.50 and 502: 20 in August; 503: 20 in September, cancelled; 504 failed, which is no sale; 505: its amount is no amount.</remarks>
    [Fact]
    public async Task Orders_and_products_of_WooCommerce_without_lines()
    {
        await using var loaded = await Loaded.RunAsync(Loaded.Files("woocommerce"));
        Assert.Equal(["2026-08-01 2 65.5 0 65.5", "2026-09-01 1 20 20 0"], await loaded.AskAsync("revenue", "period orders gross_sales returns net_sales", ("by", "month"), ("money", "headers")));
        Assert.Equal(["10 Taza MUG Cocina > Tazas 20", "11 Té negro TEA Almacén 5.5"], await loaded.RowsAsync(
            "select product_id, product.name, sku, category.name, price from core.product join core.category using (category_no) order by 1"));
        Assert.Equal(["10 7"], await loaded.RowsAsync("select product_id, on_hand from core.inventory join core.product using (product_no)"));
        // No export names a currency: none is told.
        Assert.Equal(["-"], await loaded.RowsAsync("select distinct currency from star.fact_order"));
        Assert.Equal(["wc-orders-report.csv:6 Net Sales is 'seven'"], await loaded.KeptOutAsync());
    }
}
