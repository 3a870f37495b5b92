using System.Globalization;
using System.Text.Json;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Folders nobody has described, run as they are: what is sold is added up by hand beside each.</summary>
public sealed class DiscoveredShopTest : UnpreparedProject
{
    [Fact]
    public async Task A_Brazilian_shop_with_commas_semicolons_and_parcels_in_its_orders()
    {
        Project.Write("loja/clientes.csv", "id_cliente;nome;cidade;uf\nc1;Ana;Campinas;SP\nc2;Bia;Santos;SP\n");
        Project.Write("loja/pedidos.csv", "id_pedido;id_cliente;data_pedido;status_pedido;data_envio;data_entrega;data_prevista\n"
            + "p1;c1;25/02/2024 10:00:00;entregue;26/02/2024 09:00:00;28/02/2024 12:00:00;27/02/2024 00:00:00\n"
            + "p2;c2;03/03/2024 11:30:00;enviado;04/03/2024 09:00:00;;10/03/2024 00:00:00\n"
            + "p3;c1;05/03/2024 18:15:00;cancelado;;;\n");
        Project.Write("loja/itens_pedido.csv", "id_pedido;item;id_produto;quantidade;preco_unitario\np1;1;x1;2;1.200,50\np1;2;x2;1;99,90\np2;1;x2;3;99,90\np3;1;x1;1;1.200,50\n");
        Project.Write("loja/produtos.csv", "id_produto;nome;categoria;preco;estoque\nx1;Notebook;Informática;1.200,50;4\nx2;Mouse;Informática;99,90;30\n");
        // p1: 2 × 1,200.50 + 99.90; p2: 3 × 99.90; p3: 1,200.50, cancelled.
        Assert.Equal([("2024-02-01", 2500.90m, 2500.90m), ("2024-03-01", 1500.20m, 299.70m)], await RevenueAsync("loja"));

        using var late = JsonDocument.Parse((await RunAsync("ask", "deliveries", "--by", "all", "--format", "json")).Output);
        Assert.NotEmpty(late.RootElement.EnumerateArray());
    }

    [Fact]
    public async Task One_flat_English_file_with_credit_notes_and_ids_that_a_data_frame_wrote()
    {
        Project.Write("retail/sales.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
            + "536365,85123,HOLDER,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n"
            + "536365,71053,LANTERN,2,12/1/2010 8:26,3.39,17850.0,United Kingdom\n"
            + "536370,71053,LANTERN,4,12/13/2010 9:00,3.39,12583.0,France\n"
            + "C536379,85123,HOLDER,-1,12/14/2010 9:41,2.55,17850.0,United Kingdom\n");
        // 6 × 2.55 + 2 × 3.39 + 4 × 3.39 = 35.64; one holder of 2.55 came back.
        Assert.Equal([("2010-12-01", 35.64m, 33.09m)], await RevenueAsync("retail"));
        using var customers = JsonDocument.Parse((await RunAsync("ask", "customers", "--by", "all", "--format", "json")).Output);
        Assert.Equal(2, customers.RootElement[0].GetProperty("customers").GetInt32());
    }

    [Fact]
    public async Task What_no_row_decides_is_asked_and_never_guessed()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total\n1,03/04/2024,a,10.50\n2,05/06/2024,b,20.00\n");
        var ended = await RunAsync("run", "shop");
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("orders.csv: order_date: '03/04/2024' is day and month or month and day: no row decides; say one of: dd/MM/yyyy (line 2, 03/04/2024, is 3 April 2024) | MM/dd/yyyy (line 2, 03/04/2024, is 4 March 2024)", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Project.Path, "sources")));
    }

    [Fact]
    public async Task The_draft_becomes_the_project_s_contract_and_is_not_written_over()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total\n1,2024-03-04,a,10.50\n2,2024-06-05,b,20.00\n");
        var first = await RunAsync("run", "shop");
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("shop.yml, from 4 of 4 columns", first.Errors, StringComparison.Ordinal);
        var path = Path.Combine(Project.Path, "sources", "shop.yml");
        var drafted = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("ordered_at: order_date", drafted, StringComparison.Ordinal);

        var again = await RunAsync("discover", "shop");
        Assert.Equal(4, again.ExitCode);
        Assert.Contains("--force", again.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("discover", "shop", "--force")).ExitCode);
        Assert.Equal(drafted, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains("no change", (await RunAsync("run", "shop")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_side_by_side_that_may_be_pieces_or_money_are_asked_about()
    {
        Project.Write("shop/sales.csv", "product,2024-01,2024-02,2024-03\nKettle,120,80,95\nPan,40,,60\n");
        var ended = await RunAsync("run", "shop");
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("sales.csv: 2024-01: the months are pieces or money: no row decides; say one of: pieces (pieces without a price: they tell no sales, and are kept in extras) | money (what the product brought in the month)", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("run", "shop", "--answer", "sales.2024-01=money")).ExitCode);
        // January 120 + 40, February 80, March 95 + 60.
        Assert.Equal([("2024-01-01", 160m, 160m), ("2024-02-01", 80m, 80m), ("2024-03-01", 155m, 155m)], await RevenueAsync("shop"));
    }

    [Fact]
    public async Task Sales_by_month_beside_the_orders_themselves_are_not_counted_again()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total\n1,2024-01-04,a,10.50\n2,2024-02-05,b,20.00\n");
        Project.Write("shop/sales_by_month.csv", "product,2024-01,2024-02,2024-03\nKettle,10.50,12.00,0.00\nPan,0.00,8.00,0.00\n");
        Assert.Equal([("2024-01-01", 10.50m, 10.50m), ("2024-02-01", 20m, 20m)], await RevenueAsync("shop"));
    }

    /// <summary>A review names an order; what the order holds changes afterwards, and with it what the review is about.</summary>
    [Fact]
    public async Task Review_of_an_order_is_of_its_product_as_long_as_the_order_has_one_only()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,status\n1,2024-01-04,a,shipped\n2,2024-02-05,b,shipped\n");
        Project.Write("shop/order_lines.csv", "order_id,line_number,product_id,quantity,unit_price\n1,1,K,1,10.50\n2,1,P,2,20.00\n");
        Project.Write("shop/reviews.csv", "review_id,order_id,stars,review_date\nr1,1,4,2024-01-20\nr2,2,2,2024-02-20\n");
        Assert.Equal(0, (await RunAsync("run", "shop")).ExitCode);
        Assert.Equal(["K 4 a", "P 2 b"], await ReviewsAsync());
        Project.Write("shop/order_lines.csv", "order_id,line_number,product_id,quantity,unit_price\n1,1,K,1,10.50\n1,2,P,1,20.00\n2,1,P,2,20.00\n");
        Assert.Equal(0, (await RunAsync("run", "shop", "--as-of", "2024-03-01")).ExitCode);
        Assert.Equal(["- 4 a", "P 2 b"], await ReviewsAsync());
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,status\n1,2024-01-04,a,shipped\n2,2024-02-05,c,shipped\n");
        Assert.Equal(0, (await RunAsync("run", "shop", "--as-of", "2024-03-02")).ExitCode);
        Assert.Equal(["- 4 a", "P 2 c"], await ReviewsAsync());
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
    }

    /// <summary>Product, stars and customer of each review.</summary>
    private async Task<List<string>> ReviewsAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(
            """
            select coalesce(product.product_id, '-') || ' ' || round(review.rating)::text || ' ' || coalesce(customer.customer_id, '-')
            from star.fact_review as review
            left join core.product as product using (product_no)
            left join core.customer as customer using (customer_no)
            order by review.reviewed_date
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return lines;
    }

    [Fact]
    public async Task Discover_counts_the_columns_that_feed_a_field_and_names_those_it_does_not_understand()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total,gondola\n1,2024-03-04,a,10.50,7\n2,2024-06-05,b,20.00,8\n");
        Project.Write("shop/moods.csv", "mood,moon\ngood,full\nbad,new\n");
        var drafted = await RunAsync("discover", "shop");
        Assert.Equal(0, drafted.ExitCode);
        // 5 columns of orders, of which one is unknown, and 2 of a file nothing is known of.
        Assert.Contains("4 of 7 columns feed a field, 3 are not understood:\n  orders.csv: gondola\n  moods.csv: mood, moon\n", drafted.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_says_what_the_rows_tell_of_columns_that_feed_no_field()
    {
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total,gondola,zurf,mopo\n1,2024-03-04,a,10.50,7,,X\n2,2024-06-05,b,20.00,8,,X\n3,2024-06-06,b,30.00,7,,X\n");
        var drafted = await RunAsync("discover", "shop", "--format", "json");
        Assert.Equal(0, drafted.ExitCode);
        // Of 7 columns zurf is blank, mopo always X, and gondola is anything.
        Assert.Contains("4 of 7 columns feed a field, of 2 more the rows say what they are, 1 is not understood:\n  orders.csv: gondola\n", drafted.Errors, StringComparison.Ordinal);
        using var files = JsonDocument.Parse(drafted.Output);
        var file = files.RootElement[0];
        Assert.Equal((4, 2, "gondola"), (file.GetProperty("understood").GetInt32(), file.GetProperty("explained").GetInt32(), file.GetProperty("not_understood").GetString()));
        Assert.Equal("zurf: 0.80: blank in 3 of 3 rows; mopo: 0.80: always X, in 3 of 3 rows", file.GetProperty("explanations").GetString());

        var contract = await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources", "shop.yml"), TestContext.Current.CancellationToken);
        Assert.Contains("    # left in extras: mopo".PadRight(60) + "  # 0.80: always X, in 3 of 3 rows\n    # left in extras, not understood: gondola\n", contract, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("run", "shop")).ExitCode);

        // The pages for people tell the same.
        var profile = await RunAsync("discover", "shop", "--profile");
        Assert.Contains("kept beside the records, meaning not known: gondola\n", profile.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_no_proof_and_no_question()
    {
        // Amounts of one way of writing only in the password; dates no row decides only there, too.
        Project.Write("shop/users.csv", "user_id,name,email,user_password,clave\n1,Ana,ana@example.org,7391.55,03/04/1999\n2,Bea,bea@example.org,8264.75,05/06/1999\n");
        var drafted = await RunAsync("discover", "shop", "--print", "--verbose");
        Assert.Equal(0, drafted.ExitCode);
        Assert.Contains("secret: [user_password, clave]", drafted.Output, StringComparison.Ordinal);
        foreach (var secret in new[] { "7391", "8264", "03/04/1999", "05/06/1999" })
            Assert.DoesNotContain(secret, drafted.Output + drafted.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_is_there_and_fits_nothing_is_neither_used_nor_written_over()
    {
        Project.Write("sources/shop.yml", "contract: 1\nsource: shop\nexports:\n  people:\n    files: people.csv\n    holds: all\n    customer: { id: Key }\n");
        Project.Write("shop/orders.csv", "order_id,order_date,customer_id,total\n1,2024-03-04,a,10.50\n");
        var before = await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources/shop.yml"), TestContext.Current.CancellationToken);
        var ended = await RunAsync("run", "shop");
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("shop.yml is there and fits no file of", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources/shop.yml"), TestContext.Current.CancellationToken));
    }

    /// <summary>Runs the folder; revenue by month: gross and net.</summary>
    private async Task<List<(string Month, decimal Gross, decimal Net)>> RevenueAsync(string folder)
    {
        var run = await RunAsync("run", folder);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Errors));
        using var revenue = JsonDocument.Parse((await RunAsync("ask", "revenue", "--by", "month", "--format", "json")).Output);
        return [.. revenue.RootElement.EnumerateArray().Select(row => (row.GetProperty("period").GetString()!, Money(row, "gross_sales"), Money(row, "net_sales")))];
    }

    private static decimal Money(JsonElement row, string name) => decimal.Parse(row.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);
}
