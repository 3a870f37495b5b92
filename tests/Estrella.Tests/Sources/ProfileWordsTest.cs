using System.Text;
using Estrella.Foundation;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>The words of the contract without which the exports of platforms cannot be said.</summary>
public class ProfileWordsTest
{
    private static Contract Of(string export, string read = "{ decimal: [\",\", \".\"], delimiter: [\",\", \";\"] }") =>
        Contract.Parse($"contract: 1\nsource: shop\nread: {read}\nexports:\n  sales:\n    holds: changes\n{export}", "sources/shop.yml");

    private static async Task<ReadResult> Read(string text, Contract contract)
    {
        using var folder = new ExportFolder();
        return await folder.With("any name.csv", text).Read(contract);
    }

    [Theory]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,234.56", "1234.56")]
    [InlineData("1234,5", "1234.5")]
    [InlineData("1234.50", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567.8", "1234567.8")]
    [InlineData("-12,30", "-12.3")]
    [InlineData("0.125", "0.125")]
    [InlineData("77", "77")]
    [InlineData("1.234", null)]
    [InlineData("1,234", null)]
    [InlineData("12.34.5", null)]
    public void Of_both_decimal_signs_each_cell_decides_and_one_that_does_not_is_no_number(string cell, string? amount)
    {
        var format = NumberFormat.Either(MoneyRule.None);
        var read = format.Read(Encoding.UTF8.GetBytes(cell), out var tenThousandths);
        Assert.Equal(amount is null ? NumberRead.NoNumber : NumberRead.Good, read);
        if (amount is not null)
            Assert.Equal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), tenThousandths / 10_000m);
    }

    [Theory]
    [InlineData("1.234", 1234)]
    [InlineData("1,234", 1234)]
    [InlineData("12", 12)]
    public void A_whole_number_is_grouped_by_either_sign(string cell, long whole)
    {
        Assert.Equal(NumberRead.Good, NumberFormat.Either(MoneyRule.None).ReadWhole(Encoding.UTF8.GetBytes(cell), out var read));
        Assert.Equal(whole, read);
    }

    [Fact]
    public async Task Columns_go_by_several_names_and_the_header_decides_the_delimiter()
    {
        var contract = Of("""
                recognise: [id, total]
                columns: { id: ["*(order_id)"], total: [Importe, "Importe (*)"], Day: [Día, Dia] }
                optional: [Day]
                order: { id: id, total: { column: total, currency: heading }, ordered_at: Day }
            """);
        var read = await Read("Nº de pedido (order_id);Importe (ARS);Día;Nota\n7;1.250,50;2026-08-01;x\n", contract);
        Assert.Equal((1250.5m, "ARS"), (read.Value("order", "7", "total"), read.Value("order", "7", "currency")));
        Assert.Equal("""{"Nota":"x"}""", read.Extras("order", "7"));
        // The contract's own name stands before any other, and a heading without a currency names none.
        read = await Read("order_id,total,Importe\n", Of("    recognise: [id]\n    columns: { id: [order_id], total: [Importe] }\n    order: { id: id, total: { column: total, currency: heading } }\n"));
        Assert.Equal(0, read.Totals.Rows);
        read = await Read("order_id,total,Importe\n8,5,6\n", Of("    recognise: [id]\n    columns: { id: [order_id], total: [Importe] }\n    order: { id: id, total: { column: total, currency: heading } }\n"));
        Assert.Equal((5m, null), (read.Value("order", "8", "total"), read.Value("order", "8", "currency")));
    }

    [Fact]
    public async Task A_cell_carried_down_holds_until_it_is_said_anew_or_a_row_cannot_be_read()
    {
        var contract = Of("""
                recognise: [Number, State]
                carry:
                  Order: { column: Number, from: { Number: filled } }
                  Told: { column: State, from: { State: filled } }
                kinds: { void: { Told: void } }
                set_aside: void
                order: { repeats: first, id: Order, total: Total }
                order_line: { id: [Order, $nth], order: Order, quantity: Pieces, unit_price: Price }
            """);
        var read = await Read("Number,State,Total,Pieces,Price\nA,open,30,1,10\n,,,2,10\nB,void,5,1,5\n,,,1,5\nC,,7,1,7\nD,open,9,1\n,,,1,4\n", contract);
        Assert.Equal(["A|1", "A|2", "C|1"], read.Ids("order_line"));
        // B and the row below it; C says no state, and does not take B's.
        Assert.Equal([4, 5], read.Aside.Select(row => row.Line));
        // D has too few cells: the row below it is nobody's.
        Assert.Equal(["cells", "id"], read.KeptOut.Select(row => row.Problems[0].Rule));
    }

    [Theory]
    [InlineData("100,85,-10,-2", 3)]
    [InlineData("100,85,10,", 5)]
    [InlineData("100,,10,1", null)]
    [InlineData(",85,10,1", null)]
    [InlineData("100,95,10,1", null)]
    public async Task A_remainder_is_what_is_left_whatever_the_signs(string cells, int? left)
    {
        var contract = Of("    recognise: [gross]\n    optional: [more]\n    payment: { id: id, amount: { value: \"1\" }, tax_withheld: { remainder_of: gross, without: [net, fee, more] } }\n");
        var read = await Read($"id,gross,net,fee,more\n1,{cells}\n", contract);
        Assert.Equal((decimal?)left, read.Value("payment", "1", "tax_withheld"));
        Assert.Equal("fee is 'x', expected an amount such as 19,90 or 19.90", (await Read("id,gross,net,fee,more\n1,9,1,x,1\n", contract)).KeptOut[0].Problems[0].Message);
    }

    /// <summary>A line before its discount, which is a share of it: 20.00 less a tenth is 18.00.</summary>
    [Theory]
    [InlineData("20.00,0.10", 18.00)]
    [InlineData("19.99,0.05", 18.9905)]
    [InlineData("20.00,0", 20.00)]
    [InlineData("20.00,", null)]
    public async Task A_remainder_may_be_without_a_share_of_the_amount(string cells, double? left)
    {
        var contract = Of("    recognise: [gross]\n    payment: { id: id, amount: { value: \"1\" }, tax_withheld: { remainder_of: gross, without: [gross * off] } }\n");
        Assert.Equal((decimal?)left, (await Read($"id,gross,off\n1,{cells}\n", contract)).Value("payment", "1", "tax_withheld"));
        Assert.Equal("off is 'x', expected an amount such as 19,90 or 19.90", (await Read("id,gross,off\n1,9,x\n", contract)).KeptOut[0].Problems[0].Message);
    }

    /// <summary>The same where each of the two is written in its own way: $1,200.00 less a quarter is 900.00.</summary>
    [Theory]
    [InlineData("\"$1,200.00\",25%", 900.00, 300.00)]
    [InlineData("$20.00,", 20.00, 0.00)]
    [InlineData("$20.00,none", 20.00, 0.00)]
    [InlineData("$20.00,100%", 0.00, 20.00)]
    public async Task Columns_of_a_product_may_be_written_unlike_one_another(string cells, double left, double taken)
    {
        const string Forms = "as: { gross: { currency: \"$\", decimal: \".\", thousands: \",\" }, off: { number: percent, empty: [none], blank: 0 } }";
        var contract = Of($"    recognise: [gross]\n    payment: {{ id: id, amount: {{ value: \"1\" }}, tax_withheld: {{ remainder_of: gross, without: [gross * off], {Forms} }}, fee: {{ column: gross * off, {Forms} }} }}\n");
        var read = await Read($"id,gross,off\n1,{cells}\n", contract);
        Assert.Equal(((decimal?)left, (decimal?)taken), (read.Value("payment", "1", "tax_withheld"), read.Value("payment", "1", "fee")));
        Assert.Equal("gross", (await Read("id,gross,off\n1,x,5%\n", contract)).KeptOut[0].Problems[0].Column);
    }

    [Theory]
    [InlineData("    order: { id: id }\n", "names no files")]
    [InlineData("    recognise: [id]\n    carry: { A: { column: id } }\n    order: { id: id }\n", "carry needs column and from")]
    [InlineData("    recognise: [id]\n    order: { id: id, coupon: { remainder_of: a, without: [b] } }\n", "remainder_of belongs to an amount")]
    [InlineData("    recognise: [id]\n    order_line: { id: id, order: id, quantity: a, unit_price: { column: b, currency: heading } }\n", "no currency can stand here")]
    [InlineData("    recognise: [id]\n    order: { id: id, total: $list_price }\n", "no list price can stand here")]
    [InlineData("    recognise: [id]\n    order: { id: id, total: { column: a, as: { a: { number: percent } } } }\n", "as belongs to a product or a remainder")]
    [InlineData("    recognise: [id]\n    order: { id: id, total: { column: a * price, as: { prise: { number: percent } } } }\n", "'prise' is no column of this cell")]
    [InlineData("    recognise: [id]\n    order: { id: id, total: { column: a * b, as: { b: { blank: \"0.5\" } } } }\n", "a blank factor counts as a whole number, not as '0.5'")]
    public void What_cannot_be_meant_is_refused(string export, string message) =>
        Assert.Contains(message, Assert.Throws<EstrellaException>(() => Of(export)).Message, StringComparison.Ordinal);
}
