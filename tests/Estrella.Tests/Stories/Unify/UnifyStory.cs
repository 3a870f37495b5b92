using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Stories.Unify;

/// <summary>Two systems of one firm tell of the same people, products and places: figures worked out by hand, night by night.</summary>
public sealed class UnifyStory
{
    private const string Customers = "id,name,document,email,phone,segment,city,region,zip";

    private const string Products = "id,name,sku,barcode,category,cost";

    // Sold: Ana 100 and 500, Caro 50, nobody's customer 20, Dario 70.
    private static readonly (string, string)[] FirstNight =
    [
        ("tienda_customers", Customers
            + "\n1,Ana,30111222,ana@correo.com,,web,Palermo,CABA,1425"
            + "\n2,Beto,,betó@correo.com,,web,Tandil,Buenos Aires,7000"
            + "\n3,Caro,28000111,caro@correo.com,,web,Rosario,Sta. Fe,2000"
            + "\n4,Final,11111111,test@test.com,0000000,web,,Buenos Aires,"),
        ("tienda_products", Products + "\n1,Mate,MATE-01,,Cocina,40\n2,Termo,,4006381333931,Cocina,200\n3,Yerba,,,Almacen,5"),
        ("tienda_orders", "id,customer,ordered\n1,1,2024-01-10\n2,3,2024-01-11\n3,4,2024-01-12"),
        ("tienda_lines", "id,order,product,quantity,price\n1,1,1,1,100\n2,2,2,1,50\n3,3,3,2,10"),
        ("mayorista_customers", Customers
            + "\n1,Ana Paz,20-30111222-0,compras@anapaz.com,,firm,Buenos Aires,Capital Federal,C1425ABC"
            + "\n2,Beto,, BETO\u0301@correo.com ,,firm,Tandil,Pcia. de Bs. As.,B7000ABC"
            + "\n3,Dario,27-25000333-5,,,firm,Córdoba,cordoba,5000"
            + "\n4,Final,99999999,test@test.com,0000000,firm,,Buenos Aires,"),
        ("mayorista_products", Products + "\n1,Mate por diez,mate-01,,Bazar,35\n2,Termo de acero,TER-9,04006381333931,Bazar,190\n3,Yerba,,,Bazar,4"),
        ("mayorista_orders", "id,customer,ordered\n1,1,2024-02-01\n2,3,2024-02-02"),
        ("mayorista_lines", "id,order,product,quantity,price\n1,1,1,10,50\n2,2,3,7,10"),
    ];

    [Fact]
    public async Task Who_buys_in_both_shops_is_one_customer_and_what_is_sold_in_both_one_product()
    {
        await using var shops = await TwoShops.OpenAsync();
        await shops.NightAsync("2024-03-01", FirstNight);

        Assert.Equal(["mayorista:1 tienda:1", "mayorista:2 tienda:2"], await shops.GroupsAsync());
        // Yerba is called the same in both, and a name is no key.
        Assert.Equal(["mayorista:1 tienda:1", "mayorista:2 tienda:2"], await shops.GroupsAsync("product"));
        Assert.Equal(["tax_number email"], await shops.RowsAsync("select string_agg(distinct step, ' ' order by step desc) from core.customer_same"));

        // Orders 1 and 2 are there twice, and five are sold; Ana came back in February.
        Assert.Equal(
            ["2024-01-01,3,3,0,3,170.00,0.00", "2024-02-01,2,1,1,2,70.00,500.00"],
            (await shops.AskAsync("customers", "--by", "month", "--to", "2024-03-01")).Skip(1).Select(line => line[..line.LastIndexOf(',')]));
        Assert.Equal("1,2,2,11,600.00,2024-01-10,2024-02-01", (await shops.AskAsync("top-customers"))[1]);
        // Both tell of mate and termo on one day: the source that comes first by its name gives the id.
        Assert.Equal(
            ["mayorista:1 11 600", "mayorista:3 7 70", "mayorista:2 1 50", "tienda:3 2 20"],
            await shops.RowsAsync(
                """
                select product.source || ':' || product.product_id, trim_scale(sum(quantity)), trim_scale(sum(net_amount))
                from star.fact_sales join star.dim_product as product using (product_key)
                group by 1 order by sum(net_amount) desc
                """));
        Assert.True((await shops.VerifyAsync()).IsEqual);
    }

    [Fact]
    public async Task Places_have_their_codes_and_what_nobody_can_tell_stays_as_said()
    {
        await using var shops = await TwoShops.OpenAsync();
        await shops.NightAsync("2024-03-01", FirstNight);
        Assert.Equal(
            [
                "Buenos Aires|7000 AR-B Provincia de Buenos Aires", "Buenos Aires|- - Buenos Aires", "CABA|1425 AR-C Ciudad Autónoma de Buenos Aires",
                "Capital Federal|C1425ABC AR-C Ciudad Autónoma de Buenos Aires", "Pcia. de Bs. As.|B7000ABC AR-B Provincia de Buenos Aires",
                "Sta. Fe|2000 AR-S Santa Fe", "cordoba|5000 AR-X Córdoba",
            ],
            await shops.RowsAsync(
                """select said_region || '|' || coalesce(postcode, '-'), region_code, region from star.dim_geography where geography_key > 0 order by said_region collate "C", postcode"""));
        // A word of estrella.yml or a pack of one's own is enough: no file is new.
        shops.Write("packs/ar.yml", "country: AR\nzones: [America/Argentina/*]\nregions:\n  - { code: AR-S, name: Santa Fe de siempre, also: [Sta. Fe] }\n");
        Assert.Equal("published", (await shops.NightAsync("2024-03-01")).State);
        Assert.Equal(["AR-S Santa Fe de siempre"], await shops.RowsAsync("select distinct region_code, region from star.dim_geography where region_code is not null"));
        Assert.Equal("no_change", (await shops.NightAsync("2024-03-01")).State);
        Assert.True((await shops.VerifyAsync()).IsEqual);
    }

    [Fact]
    public async Task Merges_follow_corrections_undo_rules_and_splits()
    {
        await using var shops = await TwoShops.OpenAsync();
        await shops.NightAsync("2024-03-01", FirstNight);
        const string Buyers = "select count(distinct customer_no) from star.fact_order where event = 'sale'";
        const string Known = "select count(distinct customer_no) from star.dim_customer where customer_key > 0";
        // 8 customers told, two people twice; Ana, Caro, the nobody and Dario have bought.
        Assert.Equal(["4", "6"], [.. await shops.RowsAsync(Buyers), .. await shops.RowsAsync(Known)]);

        // Caro's number was missing on the other side, and Beto has another address there.
        await shops.NightAsync("2024-03-05", ("mayorista_customers", Customers + "\n2,Beto,,otro@correo.com,,firm,Tandil,Pcia. de Bs. As.,B7000ABC\n5,Caro,28.000.111,,,firm,,,"));
        Assert.Equal(["mayorista:1 tienda:1", "mayorista:5 tienda:3"], await shops.GroupsAsync());
        Assert.Equal(["4", "7"], [.. await shops.RowsAsync(Buyers), .. await shops.RowsAsync(Known)]);
        Assert.Equal(["1 1", "2 2"], await shops.RowsAsync("select since_run_no, count(*) / 2 * since_run_no from core.customer_same group by 1 order by 1"));
        Assert.True((await shops.VerifyAsync()).IsEqual);

        await shops.UndoAsync(2);
        Assert.Equal(["mayorista:1 tienda:1", "mayorista:2 tienda:2"], await shops.GroupsAsync());
        Assert.True((await shops.VerifyAsync()).IsEqual);

        // A person says that they are two; then that addresses are no proof in the wholesale house.
        shops.Remove("data/mayorista_customers_2024-03-05.csv");
        shops.Say("split: { customer: [[tienda:1, mayorista:1]] }");
        await shops.NightAsync("2024-03-05");
        Assert.Equal(["mayorista:2 tienda:2"], await shops.GroupsAsync());
        Assert.Equal(["5"], await shops.RowsAsync(Buyers));
        Assert.Equal(["split"], await shops.RowsAsync("select reason from core.identity_doubt where entity = 'customer'"));
        Assert.True((await shops.VerifyAsync()).IsEqual);
        shops.Say("");
        shops.Contracts(TwoShops.Both, "identity: { customer: [tax_number], product: [] }");
        await shops.NightAsync("2024-03-05");
        Assert.Equal(["mayorista:1 tienda:1"], await shops.GroupsAsync());
        Assert.Empty(await shops.GroupsAsync("product"));
        Assert.True((await shops.VerifyAsync()).IsEqual);

        // A file of one's own says which products are one.
        shops.Write("same.csv", "source,id,same\ntienda,3,yerba\nmayorista,3,yerba\n");
        shops.Say("crosswalk: { product: same.csv }");
        await shops.NightAsync("2024-03-05");
        Assert.Equal(["mayorista:3 tienda:3"], await shops.GroupsAsync("product"));
        Assert.Equal(["90"], await shops.RowsAsync("select trim_scale(sum(net_amount)) from star.fact_sales join star.dim_product using (product_key) where name = 'Yerba' group by dim_product.product_no"));
        Assert.True((await shops.VerifyAsync()).IsEqual);
    }

    [Fact]
    public async Task Where_sources_disagree_authority_counts_else_who_said_it_last()
    {
        await using var shops = await TwoShops.OpenAsync();
        const string Ana = "select email, segment, left(valid_from::text, 10) from star.dim_customer where tax_number like '%30111222%' order by valid_from";
        await shops.NightAsync("2024-03-01", ("tienda_customers", Customers + "\n1,Ana,30111222,ana@correo.com,,web,,,"));
        await shops.NightAsync("2024-04-01", ("mayorista_customers", Customers + "\n9,Ana,30111222,ana@firma.com,,firm,,,"));
        // What is said first of a record holds from the beginning; the wholesale house said it later.
        Assert.Equal(["ana@firma.com firm -infinity"], await shops.RowsAsync(Ana));
        await shops.NightAsync("2024-05-01", ("tienda_customers", Customers + "\n1,Ana,30111222,ana@correo.com,,gold,,,"));
        Assert.Equal(["ana@correo.com firm -infinity", "ana@correo.com gold 2024-05-01"], await shops.RowsAsync(Ana));

        shops.Say("authority: { customer: [mayorista, tienda], customer.email: [tienda, mayorista] }");
        await shops.NightAsync("2024-05-01");
        Assert.Equal(["ana@correo.com firm -infinity"], await shops.RowsAsync(Ana));
        Assert.True((await shops.VerifyAsync()).IsEqual);
    }

    [Fact]
    public async Task A_rule_nobody_knows_is_refused_with_the_nearest()
    {
        await using var shops = await TwoShops.OpenAsync();
        shops.Contracts("identity: { customer: [tax_numbr] }", "");
        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => shops.NightAsync("2024-03-01", FirstNight));
        Assert.Contains("sources/tienda.yml:6:24: 'tax_numbr' is no step for customer; did you mean 'tax_number'?", refusal.Message, StringComparison.Ordinal);
        shops.Contracts("", "");
        shops.Say("identity: { customer: [mail] }");
        refusal = await Assert.ThrowsAsync<EstrellaException>(() => shops.NightAsync("2024-03-01"));
        Assert.Contains("identity of customer by 'mail'; did you mean 'email'?", refusal.Message, StringComparison.Ordinal);
    }
}
