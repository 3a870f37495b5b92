using Estrella.Generator;
using Estrella.Generator.Books;
using Xunit;

namespace Estrella.Tests.Generator;

/// <summary>docs/decisions/0007, reckoned by hand. The books hold hundred-millionths of a peso.</summary>
public class AmountsTest
{
    private static readonly ShopCalendar Calendar = new(new DateOnly(2024, 1, 1));

    private readonly Prices _prices = new(Calendar, new Chance(1, 1));

    [Fact]
    public void A_discount_of_the_order_is_spread_in_cents_by_value_without_tax()
    {
        var order = Order(1000, (Goods(210), 2, 12_100, 1_210), (Goods(105), 1, 11_050, 0));
        var booked = Book(order);
        // 200.00 and 100.00 without tax; the first line's own discount is 10.00: 190 and 100 of 290 of 10.00 are 6.55 and 3.45.
        Assert.Equal([200_0000L, 100_0000L], booked.Lines.Select(line => line.Gross / 10_000));
        Assert.Equal([10_0000L + 5_4132L, 3_1222L], booked.Lines.Select(line => line.Discount / 10_000));
        Assert.Equal([184_5868L, 96_8778L], booked.Lines.Select(line => line.Net / 10_000));
    }

    [Fact]
    public void Cents_left_over_go_to_the_lower_line_where_remainders_are_equal()
    {
        var order = Order(101, (Goods(0), 1, 5_000, 0), (Goods(0), 1, 5_000, 0), (Goods(0), 1, 5_000, 0));
        Assert.Equal([3400L, 3400L, 3300L], Book(order).Lines.Select(line => line.Discount / 10_000));
    }

    [Fact]
    public void A_return_takes_its_part_of_the_net_and_its_cost_back_unless_the_goods_were_lost()
    {
        var order = Order(1000, (Goods(210), 2, 12_100, 1_210), (Goods(105), 1, 11_050, 0));
        order.State = OrderState.PartReturned;
        order.Returns.Add(new ReturnedGoods(0, 5, 0, 1, true, null));
        order.Returns.Add(new ReturnedGoods(1, 6, 0, 1, false, null));
        var booked = Book(order);
        Assert.Equal([92_2934L, 96_8778L], booked.Reversals.Select(back => back.Value / 10_000));
        Assert.Equal([40_0000L, 0L], booked.Reversals.Select(back => back.Cost / 10_000));
        Assert.Equal(80_0000L, booked.Lines[0].Cost / 10_000);
    }

    [Fact]
    public void A_cancelled_order_comes_to_nothing_and_is_not_kept()
    {
        var order = Order(1000, (Goods(210), 2, 12_100, 1_210), (Goods(105), 1, 11_050, 0));
        order.State = OrderState.Cancelled;
        order.CancelDay = 4;
        var booked = Book(order);
        Assert.Equal(0, booked.FinalNet);
        Assert.Equal(0, booked.FinalHeaderNet);
        Assert.False(booked.IsKept);
        Assert.All(booked.Reversals, back => Assert.Equal(4, back.Day));
    }

    [Fact]
    public void Dollars_take_the_last_official_rate_known_on_the_day_of_the_order()
    {
        var order = Order(0, (Goods(0), 1, 10_000, 0));
        order.IsDollar = true;
        // 2024-01-06 is a Saturday: Friday's rate holds.
        order.Day = 5;
        Assert.Equal(100_0000L * _prices.OfficialSaid(4), Book(order).Lines[0].Gross);
        Assert.Equal(0, _prices.OfficialSaid(5));
    }

    [Fact]
    public void Real_terms_multiply_by_the_index_of_the_base_and_divide_by_that_of_the_orders_month()
    {
        var sum = new Sum(Terms.Of("real", "2025-12", Calendar, _prices));
        sum.Add(0, 100_00000000);
        sum.Add(Calendar.Last, 7_00000000);
        Assert.Equal(7 + (100m * _prices.Index(23) / _prices.Index(0)), sum.Value);
    }

    private static SoldOrder Order(long discount, params (Product Product, int Quantity, long Price, long Discount)[] lines)
    {
        var order = new SoldOrder();
        order.Begin(1, 0, 40_000);
        order.State = OrderState.Delivered;
        order.Discount = discount;
        foreach (var line in lines)
        {
            order.Lines.Add(new SoldLine(line.Product, line.Quantity, line.Price, line.Discount, true));
        }
        order.Subtotal = lines.Sum(line => (line.Quantity * line.Price) - line.Discount);
        return order;
    }

    private BookedOrder Book(SoldOrder order)
    {
        var booked = new BookedOrder(_prices);
        booked.Fill(order);
        return booked;
    }

    private static Product Goods(int taxPermille) => new()
    {
        No = 0,
        IsWholesale = false,
        Id = "T-0001",
        Name = "Mate",
        PresentName = "Mate",
        Brand = "Fogón",
        TaxPermille = taxPermille,
        Category = 0,
        PresentCategory = 0,
        MovedOn = int.MaxValue,
        Launched = 0,
        Weight = 1,
        Prices = [new ListPrice(-30, 12_100, 4_000)],
    };
}
