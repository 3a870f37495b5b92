using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>Every question over the hand-made shop, each figure worked out on paper from tiny_shop.sql.</summary>
public class AnswersTest
{
    private const string Revenue = "period,orders,units,gross_sales,discounts,returns,net_sales,aov,growth";

    [Fact]
    public async Task Revenue_counts_each_event_on_its_day() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,2,4,350.00,10.00,0.00,340.00,170.00,",
            "2024-02-01,3,2,820.00,20.00,290.00,510.00,266.67,0.500000",
            "2024-03-01,1,0,2000.00,0.00,200.00,1800.00,2000.00,2.529412",
        ],
        await TinyShop.LinesAsync("revenue"));

    [Fact]
    public async Task Revenue_by_order_moves_what_came_back_to_the_orders_day() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,2,3,350.00,10.00,90.00,250.00,170.00,",
            "2024-02-01,3,2,820.00,20.00,400.00,400.00,266.67,0.600000",
            "2024-03-01,1,1,2000.00,0.00,0.00,2000.00,2000.00,4.000000",
        ],
        await TinyShop.LinesAsync("revenue", "--basis", "order", "--to", "2024-04-01"));

    [Fact]
    public async Task Revenue_of_paid_orders_takes_the_order_with_all_its_events() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,1,3,250.00,0.00,0.00,250.00,250.00,",
            "2024-02-01,1,1,200.00,0.00,0.00,200.00,200.00,-0.200000",
            "2024-03-01,1,0,2000.00,0.00,200.00,1800.00,2000.00,8.000000",
        ],
        await TinyShop.LinesAsync("revenue", "--scope", "paid"));

    [Fact]
    public async Task Revenue_by_headers_knows_no_units_and_counts_orders_without_lines() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,2,,350.00,10.00,0.00,340.00,170.00,",
            "2024-02-01,3,,820.00,20.00,290.00,510.00,266.67,0.500000",
            "2024-03-01,2,,2500.00,0.00,0.00,2500.00,1250.00,3.901961",
        ],
        await TinyShop.LinesAsync("revenue", "--money", "headers"));

    [Fact]
    public async Task Revenue_by_payments_counts_what_came_in_on_its_day() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,2,,340.00,,90.00,250.00,170.00,",
            "2024-02-01,1,,200.00,,50.00,150.00,200.00,",
            "2024-03-01,1,,2000.00,,0.00,2000.00,2000.00,",
        ],
        await TinyShop.LinesAsync("revenue", "--money", "payments"));

    [Fact]
    public async Task Revenue_in_real_terms_gives_a_return_its_orders_month() => Assert.Equal(
        [
            Revenue,
            "2024-01-01,2,4,423.50,12.10,0.00,411.40,205.70,",
            "2024-02-01,3,2,902.00,22.00,328.90,551.10,293.33,0.339572",
            "2024-03-01,1,0,2000.00,0.00,220.00,1780.00,2000.00,2.229904",
        ],
        await TinyShop.LinesAsync("revenue", "--terms", "real"));

    [Fact]
    public async Task Revenue_in_a_currency_leaves_out_what_has_no_rate_and_says_so()
    {
        var answer = await TinyShop.AskAsync("revenue", "--terms", "USD", "--by", "all");
        // 250 / 800 + 200 / 900 + 200 / 900 + 2, less 200 / 900 twice; orders 2 and 5 are more than seven days from a rate.
        Assert.Equal([Revenue, "2024-01-01,6,6,2.76,0.00,0.44,2.31,0.46,"], TinyShop.Lines(answer));
        Assert.Contains("3 amounts in ARS are in no total: no rate is at most seven days old on their order's day (2024-01, 2024-02)", answer.Notes);
        Assert.Equal("USD", answer.Coverage.Currency);
    }

    [Fact]
    public async Task Revenue_in_a_currency_by_another_rate_and_by_a_rate_read_backwards()
    {
        Assert.Equal("2024-03-01,1,1,1.60,0.00,0.00,1.60,1.60,", (await TinyShop.LinesAsync(
            "revenue", "--terms", "USD:blue", "--period", "2024-03", "--basis", "order"))[1]);
        Assert.Equal("2024-03-01,1,1,10.00,0.00,0.00,10.00,10.00,", (await TinyShop.LinesAsync(
            "revenue", "--terms", "BRL", "--period", "2024-03", "--basis", "order"))[1]);
    }

    [Fact]
    public async Task Revenue_of_an_empty_period_is_zero_and_a_cut_one_does_not_grow()
    {
        var answer = await TinyShop.AskAsync("revenue", "--from", "2024-02-11", "--to", "2024-03-02", "--by", "week");
        Assert.Equal(
            [
                Revenue,
                "2024-02-05,0,0,0.00,0.00,0.00,0.00,,",
                "2024-02-12,0,0,0.00,0.00,0.00,0.00,,",
                "2024-02-19,1,2,420.00,20.00,0.00,400.00,400.00,",
                "2024-02-26,1,1,2000.00,0.00,0.00,2000.00,2000.00,",
            ],
            TinyShop.Lines(answer));
        Assert.Contains("the week of 2024-02-05 is cut: it counts from 2024-02-11", answer.Notes);
        Assert.Contains("the week of 2024-02-26 is cut: it counts to 2024-03-01", answer.Notes);
    }

    [Fact]
    public async Task Filters_join_by_and_and_know_categories_above() => Assert.Equal(
        [Revenue, "2024-01-01,2,1,2200.00,0.00,200.00,2000.00,1100.00,"],
        await TinyShop.LinesAsync("revenue", "--where", "category=casa", "--where", "channel=APP", "--by", "all"));

    [Fact]
    public async Task A_filter_by_method_carrier_or_warehouse_keeps_orders_that_have_one()
    {
        Assert.Equal("2024-01-01,3,5,870.00,20.00,200.00,650.00,283.33,", (await TinyShop.LinesAsync(
            "revenue", "--where", "payment_method=Efectivo", "--by", "all"))[1]);
        Assert.Equal("2024-01-01,1,1,2000.00,0.00,0.00,2000.00,2000.00,", (await TinyShop.LinesAsync(
            "revenue", "--where", "carrier=Sur Cargo", "--where", "warehouse=Central", "--by", "all"))[1]);
    }

    [Fact]
    public async Task Best_sellers_stand_in_the_category_of_the_order() => Assert.Equal(
        [
            "period,category,product_id,product,units,gross_sales,net_sales,rank",
            "2024-01-01,Almacén,P2,Yerba,1,250.00,50.00,1",
            "2024-01-01,Camping,P3,Termo,2,420.00,400.00,1",
            "2024-01-01,Hogar,P1,Mate,3,2300.00,2200.00,1",
            "2024-01-01,Hogar,P3,Termo,0,200.00,0.00,2",
        ],
        await TinyShop.LinesAsync("best-sellers"));

    [Fact]
    public async Task Best_sellers_are_cut_on_their_rank() =>
        Assert.DoesNotContain("2024-01-01,Hogar,P3,Termo,0,200.00,0.00,2", await TinyShop.LinesAsync("best-sellers", "--top", "1"));

    [Fact]
    public async Task Customers_are_new_by_their_first_kept_order() => Assert.Equal(
        [
            "period,customers,new_customers,recurring_customers,kept_orders,new_net_sales,recurring_net_sales,returning_rate",
            "2024-01-01,1,1,0,1,250.00,0.00,0.000000",
            "2024-02-01,1,0,1,1,0.00,0.00,1.000000",
            "2024-03-01,1,1,0,1,2000.00,0.00,0.000000",
        ],
        await TinyShop.LinesAsync("customers"));

    [Fact]
    public async Task Customers_by_headers_see_orders_without_lines() => Assert.Equal(
        "2024-03-01,2,1,1,2,2000.00,500.00,0.500000", (await TinyShop.LinesAsync("customers", "--money", "headers"))[3]);

    // The order of P3 is the second of its customer, of February; the first was in January, of something else.
    [Theory]
    [InlineData("2024-Q1", "2024-01-01,1,1,0,1,0.00,0.00,1.000000")]
    [InlineData("2024-02", "2024-02-01,1,0,1,1,0.00,0.00,1.000000")]
    public async Task A_customer_is_new_or_old_whatever_is_filtered(string period, string expected) => Assert.Equal(
        expected, (await TinyShop.LinesAsync("customers", "--where", "channel=app", "--period", period, "--by", "all", "--where", "product=P3"))[1]);

    [Fact]
    public async Task Profitability_rests_on_lines_whose_cost_is_known()
    {
        var answer = await TinyShop.AskAsync("profitability", "--by", "all");
        Assert.Equal(
            [
                "period,category,gross_sales,discounts,returns,net_sales,cogs,gross_profit,gross_margin,cost_coverage",
                "2024-01-01,Almacén,250.00,0.00,200.00,50.00,,,,0.000000",
                "2024-01-01,Camping,420.00,20.00,0.00,400.00,300.00,100.00,0.250000,1.000000",
                "2024-01-01,Hogar,2500.00,10.00,290.00,2200.00,190.00,2010.00,0.913636,1.000000",
            ],
            TinyShop.Lines(answer));
        Assert.Equal(0.981132m, decimal.Round(answer.Coverage.CostShare!.Value, 6));
    }

    [Fact]
    public async Task Geography_tells_the_unknown_place_apart() => Assert.Equal(
        [
            "country,region,customers,orders,net_sales,share,orders_per_customer,growth,expansion_score",
            "Argentina,Mendoza,1,2,2000.00,0.754717,2.000000,,",
            ",,0,1,400.00,0.150943,,,",
            "Argentina,Córdoba,2,3,250.00,0.094340,1.500000,,",
        ],
        await TinyShop.LinesAsync("geography"));

    [Fact]
    public async Task Geography_by_city_adds_its_column() => Assert.Contains(
        "Argentina,Córdoba,Río Cuarto,2,2,250.00,0.094340,1.000000,,", await TinyShop.LinesAsync("geography", "--level", "city"));

    [Fact]
    public async Task Deliveries_are_late_by_days_and_as_of_the_newest_fact() => Assert.Equal(
        [
            "period,carrier,shipments,delivered,on_time_rate,late,open_overdue,lead_days_p50,lead_days_p90,delay_days_mean",
            "2024-01-01,Andes,1,1,1.000000,0,0,4.000000,4.000000,",
            "2024-02-01,Andes,1,1,0.000000,1,0,6.000000,6.000000,3.000000",
            "2024-03-01,Andes,1,0,,0,0,,,",
            "2024-03-01,Sur Cargo,1,0,0.000000,1,1,,,",
        ],
        await TinyShop.LinesAsync("deliveries"));

    [Fact]
    public async Task Stock_rotation_does_not_count_days_out_of_stock() => Assert.Equal(
        [
            "product_id,product,category,on_hand,units_sold,daily_velocity,cover_days,turnover,sell_through,stockout_days,abc_class",
            "P1,Mate,Hogar,5,3,0.035714,140.000000,2.406593,0.375000,7,A",
            "P3,Termo,Camping,,3,0.032967,,,,,B",
            "P2,Yerba,Almacén,7,1,0.010989,637.000000,,0.125000,,C",
        ],
        await TinyShop.LinesAsync("stock-rotation"));

    [Fact]
    public async Task Payments_leave_undecided_attempts_out_of_the_rate() => Assert.Equal(
        [
            "period,payment_method,payments,captured_amount,refunded_amount,collected_amount,failed,success_rate",
            "2024-01-01,Tarjeta,2,340.00,90.00,250.00,0,1.000000",
            "2024-02-01,Efectivo,2,0.00,0.00,0.00,1,0.000000",
            "2024-02-01,Tarjeta,1,200.00,50.00,150.00,0,1.000000",
            "2024-03-01,Efectivo,1,0.00,0.00,0.00,1,0.000000",
            "2024-03-01,Tarjeta,1,2000.00,0.00,2000.00,0,1.000000",
        ],
        await TinyShop.LinesAsync("payments"));

    [Fact]
    public async Task Carts_convert_within_their_window()
    {
        Assert.Equal(
            ["period,carts,cart_lines,converted,abandonment_rate", "2024-02-01,3,4,2,0.500000", "2024-03-01,1,1,0,"],
            await TinyShop.LinesAsync("carts"));
        Assert.Equal("2024-02-01,3,4,0,1.000000", (await TinyShop.LinesAsync("carts", "--window", "3"))[1]);
    }

    [Fact]
    public async Task Reviews_are_verified_by_an_order_before_them() => Assert.Equal(
        [
            "product_id,product,reviews,mean_rating,verified_reviews,verified_mean_rating",
            "P1,Mate,1,5.000000,1,5.000000",
            "P2,Yerba,2,3.000000,1,4.000000",
        ],
        await TinyShop.LinesAsync("reviews"));

    [Theory]
    [InlineData("campaigns", "V1,Verano,search,2024-02-05,2024-02-11,80.00,1,0.00,1,0.00,0.000000,0.00,0.00,0.00,L2")]
    [InlineData("weekdays", "1,Monday,lunes,2,0.333333,3,250.00")]
    [InlineData("top-customers", "C2,2,1,1,2000.00,2024-01-20,2024-03-01")]
    [InlineData("customers-without-orders", "C4,Argentina,Salta,Salta,2024-03-06")]
    [InlineData("customers-with-several-orders", "C1,2,2024-01-01,2024-02-05")]
    [InlineData("reviewers", "C3,2,1,3.000000,1,2024-02-10")]
    [InlineData("payment-states", "2024-01-02,captured,2,0.285714,2250.00")]
    [InlineData("category-units", "2024-01-01,Hogar,2,3,0.500000,2500.00,2200.00,0.830189")]
    [InlineData("orders-with-several-methods", "2024-01-01,2,1,0,1.000000,0.000000")]
    [InlineData("sign-ups", "2024-01-01,2")]
    public async Task The_other_questions_begin_with(string question, string first) =>
        Assert.Equal(first, (await TinyShop.LinesAsync(question))[1]);
}
