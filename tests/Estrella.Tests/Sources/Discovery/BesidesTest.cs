using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>What rows tell beside their own entity: pieces and money that came back, what a campaign cost, prices of several lists.</summary>
public sealed class BesidesTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Where_money_came_back_for_more_than_pieces_the_money_says_which_rows()
    {
        var contract = OfLines("""
            order,date,sku,qty_ordered,price,qty_refunded,amount_refunded
            1,2024-05-02,A,2,10.00,1,10.00
            2,2024-05-03,A,2,10.00,0,3.00
            3,2024-05-04,B,1,30.00,0,0.00
            4,2024-05-05,B,1,30.00,0,0.00

            """);
        Assert.Contains("\n      when: { amount_refunded: { above: 0 } }\n", contract, StringComparison.Ordinal);
        Assert.Contains("\n      quantity: qty_refunded ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      amount: amount_refunded ", contract, StringComparison.Ordinal);
    }

    /// <summary>Two were sold and three came back: whatever the column counts, it is not this line's pieces.</summary>
    [Fact]
    public void More_pieces_than_were_sold_are_none_that_came_back()
    {
        var contract = OfLines("""
            order,date,sku,qty_ordered,price,qty_refunded
            1,2024-05-02,A,2,10.00,3
            2,2024-05-03,A,2,10.00,0
            3,2024-05-04,B,1,30.00,0

            """);
        Assert.Contains("\n    order_line: ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("\n    return: ", contract, StringComparison.Ordinal);
    }

    /// <summary>12.10 for a piece of 10.00 holds its tax: the piece is worth what it was sold at.</summary>
    [Fact]
    public void Money_above_the_worth_of_the_pieces_is_left_and_the_pieces_tell()
    {
        var contract = OfLines("""
            order,date,sku,qty_ordered,price,qty_refunded,amount_refunded
            1,2024-05-02,A,2,10.00,1,12.10
            2,2024-05-03,A,2,10.00,0,0.00
            3,2024-05-04,B,1,30.00,0,0.00

            """);
        Assert.Contains("\n      when: { qty_refunded: { above: 0 } }\n", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("\n      amount: amount_refunded ", contract, StringComparison.Ordinal);
    }

    /// <summary>50 for a jug that was sold at 50 less 5: the discount is still to be taken off, whether it is money or a percentage.</summary>
    [Fact]
    public void Money_before_the_discount_is_left_and_the_pieces_tell()
    {
        var contract = OfLines("""
            order,date,sku,qty_ordered,price,discount_amount,qty_refunded,amount_refunded
            1,2024-05-02,JUG,1,50.00,5.00,1,50.00
            2,2024-05-03,JUG,2,50.00,0.00,0,0.00
            3,2024-05-04,CUP,1,30.00,0.00,0,0.00

            """);
        Assert.Contains("\n      when: { qty_refunded: { above: 0 } }\n", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("\n      amount: amount_refunded ", contract, StringComparison.Ordinal);
    }

    [Theory]
    // The same on both lines of order 1: it is the order's.
    [InlineData("8.00", "8.00")]
    // On the first row only: whose it is no row tells.
    [InlineData("8.00", "")]
    public void Money_that_may_be_the_orders_is_no_return_of_a_line(string first, string second)
    {
        var contract = OfLines($"""
            order,date,sku,quantity,price,refund amount
            1,2024-05-02,A,2,10.00,{first}
            1,2024-05-02,B,1,30.00,{second}
            2,2024-05-03,A,2,10.00,
            3,2024-05-04,B,1,30.00,

            """);
        Assert.Contains("\n    order_line: ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("\n    return: ", contract, StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_of_a_file_of_their_own_are_not_told_twice()
    {
        folder.Write("returns.csv", """
            return_id,order,sku,return_date,quantity
            1,1,A,2024-05-12,1

            """);
        var contract = OfLines("""
            order,date,sku,quantity,price,quantity_returned
            1,2024-05-02,A,2,10.00,1
            2,2024-05-03,A,2,10.00,0
            3,2024-05-04,B,1,30.00,0

            """);
        Assert.Single(contract.Split('\n'), line => line.StartsWith("    return: ", StringComparison.Ordinal));
        Assert.DoesNotContain("quantity: quantity_returned", contract, StringComparison.Ordinal);
    }

    /// <summary>With the day on which a line came back, its pieces are those that did and not all.</summary>
    [Fact]
    public void Pieces_come_back_on_the_day_that_stands_beside_them()
    {
        var contract = OfLines("""
            line_id,order,date,sku,qtd,preco,qtd devolvida,data devolução
            1,1,2024-05-02,A,2,10.00,1,2024-05-20
            2,2,2024-05-03,A,2,10.00,0,
            3,3,2024-05-04,B,1,30.00,0,

            """);
        Assert.Contains("\n      quantity: qtd devolvida ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      returned_at: data devolução ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("it counts on its order's", contract, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gasto")]
    [InlineData("Importe gastado")]
    [InlineData("Inversión")]
    public void What_a_campaign_cost_is_spent_on_its_first_day(string cost)
    {
        folder.Write("campanas.csv", $"""
            Código,Campaña,Fecha inicio,Fecha fin,Presupuesto,{cost},Clics
            7,Hot Sale,2024-05-10,2024-05-15,200.00,150.25,500
            8,Invierno,2024-05-16,2024-05-31,100.00,,320

            """);
        var contract = Discover().Contract;
        Assert.Contains($"\n      when: {{ {cost}: filled }}\n", contract, StringComparison.Ordinal);
        Assert.Contains($"\n      amount: {cost} ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      day: Fecha inicio ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      clicks: Clics ", contract, StringComparison.Ordinal);
    }

    [Theory]
    // What may be spent was not.
    [InlineData("Fecha inicio", "Presupuesto")]
    // Nobody says on what: it may be a goal.
    [InlineData("Fecha inicio", "Importe")]
    // No day to count it on.
    [InlineData("Nota", "Gasto")]
    public void An_amount_that_is_no_cost_or_has_no_day_is_no_spend(string start, string amount)
    {
        folder.Write("campanas.csv", $"""
            Código,Campaña,{start},{amount}
            7,Hot Sale,2024-05-10,150.25
            8,Invierno,2024-05-16,99.75

            """);
        var contract = Discover().Contract;
        Assert.Contains("\n    campaign: ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("campaign_spend", contract, StringComparison.Ordinal);
    }

    [Fact]
    public void Spend_of_a_file_of_its_own_is_not_told_twice()
    {
        folder.Write("ad_spend.csv", """
            day,campaign_id,spend
            2024-05-10,7,150.25

            """);
        folder.Write("campaigns.csv", """
            campaign_id,campaign_name,start_date,spend
            7,Hot Sale,2024-05-10,150.25
            8,Winter,2024-05-16,99.75

            """);
        Assert.Single(Discover().Contract.Split('\n'), line => line.StartsWith("    campaign_spend: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Tarifa")]
    [InlineData("Lista de precios")]
    [InlineData("Tabela de preço")]
    [InlineData("Price list code")]
    public void A_file_of_several_price_lists_is_left_and_says_why(string list)
    {
        folder.Write("lists.csv", $"""
            {list},Artículo,Precio,Fecha Desde
            1,A1,100.00,2024-01-01
            1,A2,50.00,2024-01-01
            1,A3,20.00,2024-01-01
            2,A1,80.00,2024-02-01
            2,A2,40.00,2024-02-01

            """);
        Assert.Equal($"{list} names 2 price lists side by side, and 2 of 3 products stand in several: a product has one list price on a day", WhyLeft());
    }

    /// <summary>Rows with a number of their own are no products where a column names these again and again; without days, neither.</summary>
    [Fact]
    public void Rows_of_price_lists_are_no_products_though_they_have_an_id()
    {
        folder.Write("lists.csv", """
            ID,Tarifa,Artículo,Precio
            1,Minorista,A1,100.00
            2,Minorista,A2,50.00
            3,Mayorista,A1,80.00
            4,Mayorista,A2,40.00

            """);
        Assert.Equal("Tarifa names 2 price lists side by side, and 2 of 2 products stand in several: a product has one list price on a day", WhyLeft());
    }

    /// <summary>Lists of one product each tell one price of each.</summary>
    [Fact]
    public void Lists_that_share_no_product_are_taken()
    {
        folder.Write("lists.csv", """
            Tarifa,Artículo,Precio,Fecha Desde
            ROPA,A1,100.00,2024-01-01
            ROPA,A1,110.00,2024-03-01
            HOGAR,B1,50.00,2024-01-01
            HOGAR,B2,20.00,2024-01-01

            """);
        Assert.Contains("\n    product_price: ", Discover().Contract, StringComparison.Ordinal);
    }

    /// <summary>A list price that changed is a price, whatever other price stands beside it.</summary>
    [Theory]
    [InlineData("Precio lista")]
    [InlineData("List price")]
    public void A_list_price_is_no_list(string price)
    {
        folder.Write("precios.csv", $"""
            Artículo,{price},Costo,Fecha Desde
            A1,100.00,60.00,2024-01-01
            A1,110.00,66.00,2024-03-01
            A2,50.00,30.00,2024-01-01
            A3,50.00,30.00,2024-01-01

            """);
        Assert.Contains($"\n      price: {price} ", Discover().Contract, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_prices_of_a_product_on_a_day_are_left_where_no_column_names_a_list()
    {
        folder.Write("lists.csv", """
            Artículo,Desde cantidad,Precio,Fecha Desde
            A1,1,100.00,2024-01-01
            A1,10,90.00,2024-01-01
            A2,1,50.00,2024-01-01

            """);
        Assert.Equal("Precio is several of one Artículo and Fecha Desde in 1 cases: a product has one list price on a day", WhyLeft());
    }

    private string OfLines(string lines)
    {
        folder.Write("sales_lines.csv", lines);
        return Discover().Contract;
    }

    /// <summary>Why the one file is left that stands beside a list of products.</summary>
    private string WhyLeft()
    {
        folder.Write("products.csv", """
            Artículo,Descripción
            A1,Remera
            A2,Gorra
            A3,Medias

            """);
        return Assert.Single(Discover().NotUnderstood).Reason;
    }

    private Discovered Discover() => Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);
}
