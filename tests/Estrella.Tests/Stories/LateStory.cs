using Estrella.Tests.Runs;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>
/// Exports that come late, members nobody has told yet, corrections of old months: run by run through the whole road, with
/// the figures worked out by hand, and each night held against a rebuild.
/// </summary>
public sealed class LateStory
{
    private const string SoldWhere =
        """
        select order_id, line_id, customer.city, place.city, quantity * unit_price
        from star.fact_sales as sale
        join star.order_state using (order_no)
        join star.dim_customer as customer on customer.customer_key = sale.customer_key
        join star.dim_geography as place on place.geography_key = sale.geography_key
        where event = 'sale'
        order by line_id
        """;

    [Fact]
    public async Task Old_exports_of_customers_re_point_the_facts_that_were_there_first()
    {
        // Orders: 1 of the 10th of January, 2 (Bea's) of the 20th, 3 of the 5th of February. All that is known of Ana: Vigo.
        await using var shop = await CornerShop.OpenedAsync();
        Assert.Equal(["1 1a Vigo Vigo 20", "1 1b Vigo Vigo 50", "2 2a Lugo Lugo 10", "3 3a Vigo Vigo 150"], await shop.RowsAsync(SoldWhere));

        // On the 1st of February she lived in Madrid: what was said first holds from the beginning, Vigo from the 28th on.
        await NightAsync(shop, "2024-02-01", ("customers", "id,name,city\nA,Ana,Madrid\nB,Bea,Lugo"));
        Assert.Equal(["1 1a Madrid Madrid 20", "1 1b Madrid Madrid 50", "2 2a Lugo Lugo 10", "3 3a Madrid Madrid 150"], await shop.RowsAsync(SoldWhere));

        // And on the 15th of January in Soria, where order 1 finds her; Bea moved between the two.
        await NightAsync(shop, "2024-01-15", ("customers", "id,name,city\nA,Ana,Soria\nB,Bea,Toro"));
        Assert.Equal(["1 1a Soria Soria 20", "1 1b Soria Soria 50", "2 2a Toro Toro 10", "3 3a Madrid Madrid 150"], await shop.RowsAsync(SoldWhere));
        Assert.Equal(
            ["A -infinity 2024-02-01 Soria", "A 2024-02-01 2024-02-28 Madrid", "A 2024-02-28 infinity Vigo", "B -infinity 2024-02-01 Toro", "B 2024-02-01 infinity Lugo"],
            await shop.RowsAsync("select customer_id, left(valid_from::text, 10), left(valid_to::text, 10), city from star.dim_customer where customer_key > 0 order by customer_id, valid_from"));
        Assert.Equal(["Soria 70", "Toro 10", "Madrid 150"], await shop.RowsAsync(
            "select city, sum(net_amount) from star.fact_sales join star.dim_geography using (geography_key) group by city order by min(event_date), city"));
    }

    [Fact]
    public async Task A_move_told_the_night_after_takes_only_the_orders_placed_since()
    {
        await using var shop = await CornerShop.OpenedAsync();
        await NightAsync(shop, "2024-03-02", ("orders", "id,customer,ordered,status\n4,A,2024-03-01,open\n5,A,2024-02-29,open"), ("lines", "id,order,product,quantity,price\n4a,4,lamp,1,12\n5a,5,lamp,1,13"));
        Assert.Equal(["Vigo"], await shop.RowsAsync("select distinct city from star.fact_sales join star.dim_customer using (customer_key) where order_date >= '2024-02-29'"));

        await NightAsync(shop, "2024-03-01", ("customers", "id,name,city\nA,Ana,Ourense\nB,Bea,Lugo"));
        Assert.Equal(
            ["1 1a Vigo Vigo 20", "1 1b Vigo Vigo 50", "2 2a Lugo Lugo 10", "3 3a Vigo Vigo 150", "4 4a Ourense Ourense 12", "5 5a Vigo Vigo 13"],
            await shop.RowsAsync(SoldWhere));
    }

    [Fact]
    public async Task A_product_told_to_be_elsewhere_on_an_earlier_day_moves_its_old_sales()
    {
        await using var shop = await CornerShop.OpenedAsync();
        const string Categories = "select category, sum(net_amount) from star.fact_sales join star.dim_product using (product_key) group by category order by category";
        Assert.Equal(["Floor 200", "Light 30"], await shop.RowsAsync(Categories));

        // On the 15th of January the lamp stood under Home, and nobody says otherwise before the 28th of February.
        await NightAsync(shop, "2024-01-15", ("products", "id,name,category\nlamp,Lamp,Home\nrug,Rug,Floor"));
        Assert.Equal(["Floor 200", "Home 30"], await shop.RowsAsync(Categories));

        // On the 18th it was under Light already: 10 of its 30 were sold on the 20th.
        await NightAsync(shop, "2024-01-18", ("products", "id,name,category\nlamp,Lamp,Light\nrug,Rug,Floor"));
        Assert.Equal(["Floor 200", "Home 20", "Light 10"], await shop.RowsAsync(Categories));
    }

    [Fact]
    public async Task A_member_inferred_from_its_facts_is_told_later_under_the_same_keys()
    {
        await using var shop = await CornerShop.OpenedAsync();
        await NightAsync(shop, "2024-03-02", ("orders", "id,customer,ordered,status\n6,D,2024-03-01,done"), ("lines", "id,order,product,quantity,price\n6a,6,vase,2,30"));
        const string Keys = "select customer_key, product_key from star.fact_sales where line_id = '6a'";
        const string Told = "select customer.is_inferred, customer.first_name, customer.city, product.is_inferred, product.name, product.category from star.fact_sales join star.dim_customer as customer using (customer_key) join star.dim_product as product using (product_key) where line_id = '6a'";
        var keys = await shop.CellAsync(Keys);
        Assert.Equal("yes - - yes - -", await shop.CellAsync(Told));

        await NightAsync(
            shop, "2024-03-05",
            ("customers", "id,name,city\nA,Ana,Vigo\nB,Bea,Lugo\nD,Dora,Lugo"), ("products", "id,name,category\nlamp,Lamp,Light\nrug,Rug,Floor\nvase,Vase,Home"));
        Assert.Equal(keys, await shop.CellAsync(Keys));
        Assert.Equal("no Dora Lugo no Vase Home", await shop.CellAsync(Told));
        Assert.Equal("1", await shop.CellAsync("select count(*) from star.dim_customer where customer_id = 'D'"));
    }

    [Fact]
    public async Task A_line_that_waits_for_its_order_s_day_counts_when_the_order_comes()
    {
        await using var shop = await CornerShop.OpenedAsync();
        await NightAsync(shop, "2024-03-02", ("lines", "id,order,product,quantity,price\n7a,7,lamp,3,10"), ("returns", "id,order,product,returned,quantity\nr7,7,lamp,2024-03-09,1"));
        Assert.Equal("230", await shop.CellAsync("select sum(net_amount) from star.fact_sales"));

        // 30 sold in January, 10 of it back in March.
        var run = await NightAsync(shop, "2024-03-10", ("orders", "id,customer,ordered,status\n7,B,2024-01-30,done"));
        Assert.Equal(["2024-01 80 110", "2024-03 - -10"], run.Figures.All.Where(each => each.Measure == "net_sales").Select(each =>
            FormattableString.Invariant($"{each.Month:yyyy-MM} {(each.Before is { } before ? $"{before:0.##}" : "-")} {each.After:0.##}")));
    }

    [Fact]
    public async Task A_correction_of_an_old_line_writes_its_own_rows_and_touches_no_other_month()
    {
        await using var shop = await CornerShop.OpenedAsync();
        await NightAsync(shop, "2024-03-02", ("orders", "id,customer,ordered,status\n4,A,2024-03-01,open"), ("lines", "id,order,product,quantity,price\n4a,4,lamp,1,12"));
        var before = await RowVersionsAsync(shop);

        await NightAsync(shop, "2024-03-03", ("lines", "id,order,product,quantity,price\n1b,1,rug,1,60"));
        var after = await RowVersionsAsync(shop);

        // One row of January; its order, alone and among its customer's, one product and day, one product and month, one day of the roll-ups. Nothing else was written, not even with the same content.
        Assert.Equal(
            ["mart.mart_customer_order 1", "mart.mart_order_sales 1", "mart.mart_product_day 1", "mart.mart_product_month 1", "mart.mart_sales_day 1", "star_parts.fact_sales_y2024m01 1"],
            after.Except(before).GroupBy(row => row.Split(' ')[0]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}"));
        Assert.Equal(6, before.Except(after).Count());
        Assert.Equal("240", await shop.CellAsync("select sum(net_amount) from star.fact_sales where event_date < '2024-03-01'"));
    }

    private static async Task<Estrella.Runs.RunReport> NightAsync(CornerShop shop, string day, params (string Export, string Text)[] files)
    {
        var run = await shop.NightAsync(day, files);
        var report = await shop.VerifyAsync();
        Assert.Equal("", string.Join('\n', report.Differences));
        return run;
    }

    /// <summary>Where each row of star and mart lies and which transaction wrote it.</summary>
    private static async Task<IReadOnlyList<string>> RowVersionsAsync(CornerShop shop)
    {
        var versions = new List<string>();
        foreach (var table in await shop.RowsAsync("select schemaname || '.' || tablename from pg_tables where schemaname in ('star', 'mart', 'star_parts') and not exists (select from pg_inherits where inhparent = (schemaname || '.' || tablename)::regclass)"))
            versions.AddRange(await shop.RowsAsync($"select '{table} ' || ctid || ' ' || xmin from {table}"));
        return versions;
    }
}
