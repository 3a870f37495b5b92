using Xunit;

namespace Estrella.Tests.Star;

/// <summary>Every fact of the tiny shop, worked out by hand from docs/decisions/0007.</summary>
public sealed class FactSalesTest
{
    private const string Facts =
        """
        select order_no, line_no, event, event_date, quantity, gross_amount, discount_amount, returned_amount, net_amount, cost_amount
        from star.fact_sales
        where order_no = any (array[{0}])
        order by order_no, event_date, line_no, event desc
        """;

    [Fact]
    public async Task A_sale_is_quantity_times_price_with_the_cost_of_its_day()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "1 11 sale 2024-02-10 2 200 0 0 200 80",
                // Yerba has a cost from March on only: the earliest later one, 7, is taken and flagged.
                "1 12 sale 2024-02-10 5 50 0 0 50 35",
            ],
            await connection.RowsAsync(Facts.Replace("{0}", "1")));
        Assert.Equal(["False", "True"], await connection.RowsAsync("select is_cost_imputed from star.fact_sales where order_no = 1 order by line_no"));
    }

    [Fact]
    public async Task Order_discount_is_spread_in_cents_and_the_cent_left_goes_to_the_lowest_line()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                // 10.00 over three equal lines: 3.34, 3.33, 3.33. 23:30 in Buenos Aires is the 10th, in UTC the 11th.
                "2 21 sale 2024-03-10 1 100 3.34 0 96.66 40",
                "2 22 sale 2024-03-10 1 100 3.33 0 96.67 -",
                "2 23 sale 2024-03-10 10 100 3.33 0 96.67 70",
                // Three of ten pieces of a net of 96.67.
                "2 23 return 2024-04-02 -3 0 0 29.001 -29.001 -21",
            ],
            await connection.RowsAsync(Facts.Replace("{0}", "2")));
    }

    [Fact]
    public async Task A_cancelled_order_is_reversed_as_a_whole_and_its_returns_count_in_nothing()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "3 31 sale 2024-03-20 1 110 5 0 105 40",
                "3 31 cancel 2024-04-05 -1 0 0 105 -105 -40",
                // No day is said: the day of the export that first shows it cancelled, where an earlier one did not.
                "4 41 sale 2024-03-25 1 100 0 0 100 40",
                "4 41 cancel 2024-04-10 -1 0 0 100 -100 -40",
                // No export ever showed it otherwise: the order's own day.
                "5 51 sale 2024-03-27 1 100 0 0 100 40",
                "5 51 cancel 2024-03-27 -1 0 0 100 -100 -40",
            ],
            await connection.RowsAsync(Facts.Replace("{0}", "3, 4, 5")));
        Assert.Equal(
            ["3 False", "4 True", "5 True"],
            await connection.RowsAsync("select order_no, is_date_imputed from star.fact_sales where event = 'cancel' order by 1"));
    }

    [Fact]
    public async Task Tax_in_prices_is_taken_out_and_a_rate_nobody_says_is_flagged()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                // 363 / 1.21; (12.10 + 24.20) / 1.21; the return's 108.90 / 1.21, not restocked, on the refund's day.
                "6 61 sale 2024-04-15 3 300 30 0 270 180",
                "6 61 return 2024-04-20 -1 0 0 90 -90 0",
                "7 71 sale 2024-04-16 2 100 0 0 100 -",
            ],
            await connection.RowsAsync(Facts.Replace("{0}", "6, 7")));
        Assert.Equal(
            ["6 False False", "6 False True", "7 True False"],
            await connection.RowsAsync("select order_no, is_tax_unknown, is_date_imputed from star.fact_sales where order_no in (6, 7) order by 1, event desc"));
    }

    [Fact]
    public async Task Returns_find_their_line_or_stand_alone()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                // A credit note of one bottle at 121 with tax.
                "0 6 return 2024-05-03 -1 0 0 100 -100 -60",
                // Two pieces came back: the second line has as many. Returned the day before the order: moved to its day.
                "10 101 sale 2024-04-20 1 10 0 0 10 -",
                "10 102 sale 2024-04-20 4 40 0 0 40 -",
                "10 102 return 2024-04-20 -2 0 0 20 -20 -",
                // A product that was not in the order: no line.
                "10 0 return 2024-04-25 -1 0 0 30 -30 -50",
            ],
            await connection.RowsAsync(Facts.Replace("{0}", "0, 10")));
        Assert.Equal("True", await connection.CellAsync("select is_date_imputed from star.fact_sales where event_no = 4"));
    }

    [Fact]
    public async Task Lines_of_an_order_that_has_not_come_wait_in_core()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Empty(await connection.RowsAsync(Facts.Replace("{0}", "8")));
        Assert.Equal(["9 91 sale 2024-04-17 0 0 0 0 0 0"], await connection.RowsAsync(Facts.Replace("{0}", "9")));
        Assert.Equal("False", await connection.CellAsync("select is_booked from star.fact_sales where order_no = 9"));
    }

    [Fact]
    public async Task A_sale_points_at_the_versions_and_the_place_of_its_moment()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "1 Rosario Rosario", "2 Mendoza Mendoza", "3 Córdoba Córdoba", "5 - Viedma", "6 - -", "7 - -", "9 Salta Salta",
            ],
            await connection.RowsAsync(
                """
                select distinct order_no, customer.city, place.city
                from star.fact_sales
                join star.dim_customer as customer using (customer_key)
                join star.dim_geography as place on place.geography_key = fact_sales.geography_key
                where order_no in (1, 2, 3, 5, 6, 7, 9)
                order by order_no
                """));
        Assert.Equal(
            ["1 Almacén", "2 Almacén"],
            await connection.RowsAsync("select order_no, category from star.fact_sales join star.dim_product using (product_key) where product_id = 'yerba' and event = 'sale' order by 1"));
    }

    [Fact]
    public async Task Scope_looks_at_the_whole_order()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            [
                "1 True True True True", "2 True False True True", "3 True False False False", "4 True False False False", "5 True False False False",
                "6 True True True True", "7 True False False True", "9 False False False True", "10 True False True True",
            ],
            await connection.RowsAsync("select order_no, is_booked, is_paid, is_fulfilled, is_kept from star.fact_order where event = 'sale' order by 1"));
    }
}
