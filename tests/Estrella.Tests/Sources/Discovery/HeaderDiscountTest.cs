using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>A discount that two places tell is taken off once, and the contract says which was left and why.</summary>
public sealed class HeaderDiscountTest
{
    [Theory]
    [InlineData("header-discount-again", "discount_amount is left: the lines have it already, it is the sum of their discount_amount in 4 of 4 orders with one")]
    [InlineData("header-discount-in-prices-br", "Discounts Totals is left: the lines have it already, Total Value is their sum + Shipping Value in 4 of 4 orders with one")]
    [InlineData("header-discount-holds-lines-mx", "% Desc is left: Descuento holds it, Total is the lines before it less Descuento + IVA in 5 of 5 orders with one")]
    public void What_is_left_is_said_with_its_proof(string folder, string note) =>
        Assert.Contains($"    # {note}\n", CorpusFolder.Get(folder).Discover().Contract, StringComparison.Ordinal);

    [Fact]
    public void Discounts_of_header_and_lines_that_add_up_are_both_taken_off()
    {
        var contract = CorpusFolder.Get("header-discount-besides").Discover().Contract;
        Assert.Contains("      discount: discount  ", contract, StringComparison.Ordinal);
        Assert.Equal(2, contract.Split("      discount: discount  ").Length - 1);
        Assert.DoesNotContain("is left", contract, StringComparison.Ordinal);
    }

    /// <summary>Money or percentages, which no line tells: either way the header's holds them, and nobody is asked.</summary>
    [Fact]
    public void Header_of_a_flat_file_holds_what_its_lines_have()
    {
        using var folder = new TemporaryFolder();
        folder.Write("facturas.csv", """
            factura;fecha;cliente;articulo;cantidad;precio;descuento;subtotal factura;descuento factura;iva factura;total factura
            F1;03/02/2024;C10;TOR-01;10;20.00;20.00;240.00;31.00;33.44;242.44
            F1;03/02/2024;C10;TUE-02;5;8.00;0.00;240.00;31.00;33.44;242.44
            F2;12/02/2024;C11;PIN-03;4;25.00;5.00;100.00;5.00;15.20;110.20
            F3;20/02/2024;C10;CAB-04;2;50.00;0.00;160.00;10.62;23.90;173.28
            F3;20/02/2024;C10;TOR-01;3;20.00;6.00;160.00;10.62;23.90;173.28
            F5;08/03/2024;C11;TUE-02;6;8.00;0.00;98.00;14.40;13.38;96.98
            F5;08/03/2024;C11;PIN-03;2;25.00;10.00;98.00;14.40;13.38;96.98

            """);
        var found = Discover(folder);
        Assert.Empty(found.Questions);
        Assert.Contains("# descuento is left: descuento factura holds it, total factura is the lines before it less descuento factura + iva factura in 4 of 4 orders with one", found.Contract, StringComparison.Ordinal);
        Assert.Contains("      discount: descuento factura  ", found.Contract, StringComparison.Ordinal);
        Assert.DoesNotContain("      discount: descuento  ", found.Contract, StringComparison.Ordinal);
    }

    /// <summary>What the lines come to is then what they came to before their own.</summary>
    [Fact]
    public void Lines_whose_discount_is_left_come_to_what_stands_before_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("facturas.csv", "Folio,Fecha,Cliente,Descuento,Total\nF1,03/02/2024,C10,31.00,209.00\nF2,12/02/2024,C11,5.00,95.00\nF3,20/02/2024,C10,10.62,149.38\nF4,08/03/2024,C11,14.40,83.60\n");
        folder.Write("partidas.csv", """
            folio;partida;articulo;cantidad;importe bruto;descuento;importe neto
            F1;1;TOR-01;10;200.00;20.00;180.00
            F1;2;TUE-02;5;40.00;0.00;40.00
            F2;1;PIN-03;4;100.00;5.00;95.00
            F3;1;CAB-04;2;100.00;0.00;100.00
            F3;2;TOR-01;3;60.00;6.00;54.00
            F4;1;TUE-02;6;48.00;0.00;48.00
            F4;2;PIN-03;2;50.00;10.00;40.00

            """);
        var contract = Discover(folder).Contract;
        Assert.Contains("      amount: importe bruto  ", contract, StringComparison.Ordinal);
        Assert.Contains("      discount: Descuento  ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("      discount: descuento  ", contract, StringComparison.Ordinal);
    }

    /// <summary>The total is that of the lines in both; what there is to pay, whatever it is called, tells the one from the other.</summary>
    [Theory]
    [InlineData("62.00,36.00,83.00", true)]
    [InlineData("1.00,2.00,3.00", false)]
    public void Sum_nobody_knows_by_name_speaks_for_both(string due, bool isTakenOff)
    {
        var sums = due.Split(',');
        using var folder = new TemporaryFolder();
        folder.Write("orders.csv", $"order_id,order_date,customer_id,total,discount,zzq\n51,2024-05-02,C1,67.00,5.00,{sums[0]}\n52,2024-05-10,C2,40.00,4.00,{sums[1]}\n53,2024-05-21,C1,90.00,7.00,{sums[2]}\n54,2024-05-22,C1,15.00,0.00,15.00\n");
        folder.Write("order_items.csv", "order_id,line,product_id,qty,unit_price\n51,1,P1,2,13.50\n51,2,P2,1,40.00\n52,1,P2,1,40.00\n53,1,P1,2,15.00\n53,2,P2,3,20.00\n54,1,P1,1,15.00\n");
        var contract = Discover(folder).Contract;
        Assert.Equal(isTakenOff, contract.Contains("      discount: discount  ", StringComparison.Ordinal));
        Assert.Equal(!isTakenOff, contract.Contains("# discount is left: the lines have it already, total is their sum in 3 of 3 orders with one", StringComparison.Ordinal));
    }

    /// <summary>Two orders prove nothing, and a sum before the discount does not say whether it is taken off the lines.</summary>
    [Theory]
    [InlineData("order_id,order_date,customer_id,total,discount\n51,2024-05-02,C1,67.00,5.00\n52,2024-05-10,C2,40.00,4.00\n53,2024-05-21,C1,90.00,0.00\n")]
    [InlineData("order_id,order_date,customer_id,subtotal,discount\n51,2024-05-02,C1,67.00,5.00\n52,2024-05-10,C2,40.00,4.00\n53,2024-05-21,C1,90.00,7.00\n")]
    public void What_nothing_tells_is_taken_off(string orders)
    {
        using var folder = new TemporaryFolder();
        folder.Write("orders.csv", orders);
        folder.Write("order_items.csv", "order_id,line,product_id,qty,unit_price\n51,1,P1,2,13.50\n51,2,P2,1,40.00\n52,1,P2,1,40.00\n53,1,P1,2,15.00\n53,2,P2,3,20.00\n");
        Assert.Contains("      discount: discount  ", Discover(folder).Contract, StringComparison.Ordinal);
    }

    /// <summary>A sum that is greater than the lines' by the discount was there before it.</summary>
    [Fact]
    public void Sum_before_the_discount_says_that_the_lines_have_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("orders.csv", "order_id,order_date,customer_id,subtotal,discount\n51,2024-05-02,C1,72.00,5.00\n52,2024-05-10,C2,44.00,4.00\n53,2024-05-21,C1,97.00,7.00\n");
        folder.Write("order_items.csv", "order_id,line,product_id,qty,unit_price\n51,1,P1,2,13.50\n51,2,P2,1,40.00\n52,1,P2,1,40.00\n53,1,P1,2,15.00\n53,2,P2,3,20.00\n");
        Assert.Contains("# discount is left: the lines have it already, subtotal is their sum before it in 3 of 3 orders with one", Discover(folder).Contract, StringComparison.Ordinal);
    }

    private static Discovered Discover(TemporaryFolder folder) => Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);
}
