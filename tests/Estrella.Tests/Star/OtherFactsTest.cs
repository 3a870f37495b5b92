using Xunit;

namespace Estrella.Tests.Star;

public sealed class OtherFactsTest
{
    [Fact]
    public async Task Headers_are_taken_as_said_and_reversed_with_the_order()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "1 sale 2024-02-10 250 - 250 0 250 2",
                "2 sale 2024-03-10 290 10 290 0 280 3",
                // A return of the lines' arithmetic states no amount.
                "2 return 2024-04-02 - - 0 0 0 3",
                "3 sale 2024-03-20 105 5 105 0 100 1",
                "3 cancel 2024-04-05 -105 -5 0 100 -100 1",
                "6 sale 2024-04-15 326.7 24.2 326.7 0 302.5 1",
                "6 return 2024-04-20 - - 0 108.9 -108.9 1",
                // Neither total nor subtotal: no header figure.
                "7 sale 2024-04-16 - - - 0 - 1",
            ],
            await connection.RowsAsync(
                """
                select order_no, event, event_date, total_amount, discount_amount, header_gross, header_returned, header_net, line_count
                from star.fact_order
                where order_no in (1, 2, 3, 6, 7)
                order by order_no, event_date
                """));
    }

    [Fact]
    public async Task Payments_tell_what_came_in_and_wait_for_their_order()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "1 2024-02-11 1 250 250 0 2024-02-11 True True True",
                "2 2024-03-20 3 105 0 0 2024-03-20 False True False",
                "3 2024-04-15 6 326.7 326.7 108.9 2024-04-20 True True True",
                "4 2024-03-01 0 5 5 0 2024-03-01 True True True",
                "6 2024-03-27 5 100 100 100 2024-03-27 True True False",
            ],
            await connection.RowsAsync(
                """
                select payment_no, paid_date, order_no, amount, captured_amount, refunded_amount, refunded_date, is_captured, is_decided, is_paid
                from star.fact_payment
                order by 1
                """));
    }

    [Fact]
    public async Task Parcels_count_days_and_not_hours()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["1 2024-02-10 2024-02-12 2024-02-14 2024-02-15 Andreani Sur 5 1 12"],
            await connection.RowsAsync(
                """
                select order_no, ordered_date, shipped_date, promised_date, delivered_date, dim_carrier.name, dim_warehouse.name, lead_days, delay_days, cost_amount
                from star.fact_shipment
                join star.dim_carrier using (carrier_key)
                join star.dim_warehouse using (warehouse_key)
                """));
    }

    [Fact]
    public async Task Stock_without_a_day_stands_at_minus_infinity_under_the_present_category()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["-infinity 30 Bebidas Sur", "2024-03-02 25 Almacén Sur"],
            await connection.RowsAsync(
                """
                select snapshot_date, on_hand, category, dim_warehouse.name
                from star.fact_inventory
                join star.dim_product using (product_key)
                join star.dim_warehouse using (warehouse_key)
                order by snapshot_date
                """));
    }

    [Fact]
    public async Task Carts_reviews_touches_tenders_and_spend_lie_on_the_shops_days()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal("2024-02-09 1 2 Rosario", await connection.CellAsync("select added_date, fact_cart.customer_no, fact_cart.product_no, city from star.fact_cart join star.dim_customer using (customer_key)"));
        Assert.Equal(["-infinity 3 Córdoba", "2024-03-05 5 Mendoza"], await connection.RowsAsync("select reviewed_date, rating, city from star.fact_review join star.dim_customer using (customer_key) order by 1"));
        Assert.Equal("2024-04-01 email hot", await connection.CellAsync("select touched_date, dim_channel.name, campaign_id from star.fact_touch join star.dim_channel using (channel_key) join star.dim_campaign using (campaign_key)"));
        Assert.Equal("1 2024-02-10 250 Tarjeta", await connection.CellAsync("select order_no, order_date, amount, name from star.fact_tender join star.dim_payment_method using (payment_method_key)"));
        Assert.Equal("2024-04-01 99 ARS email", await connection.CellAsync("select spend_date, amount, currency, name from star.fact_campaign_spend join star.dim_channel using (channel_key)"));
    }

    [Fact]
    public async Task A_scope_no_export_can_tell_is_unknown()
    {
        await using var connection = await TinyShop.CopyCoreAsync();
        await connection.DoAsync("delete from estrella.fed_field; delete from estrella.fed where entity in ('payment', 'shipment')");
        await connection.BuildAsync();
        Assert.Equal("10 0 0", await connection.CellAsync("select count(*), count(is_paid), count(is_fulfilled) from star.fact_order where event = 'sale' or event = 'cancel' and order_no = 3"));
    }

    [Fact]
    public async Task Tables_whose_export_is_missing_exist_and_are_empty()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        foreach (var table in new[] { "exchange_rate", "price_index", "target" })
            Assert.Equal("0", await connection.CellAsync($"select count(*) from star.{table}"));
    }
}
