using System.Text;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>Bad input on the road: each defect costs its own row or is refused with a message, and nothing else is lost.</summary>
public class BadInputTest
{
    private const string OrderContract =
        """
        contract: 1
        source: shop
        read: { dates: dd/MM/yyyy }
        exports:
          orders:
            files: "orders*.csv"
            holds: changes
            order: { id: No, ordered_at: Day, total: Total, customer: Customer, coupon: Note }
        """;

    private const string Header = "No,Day,Total,Customer,Note\n";
    private const string Good1 = "1,05/02/2024,10.50,7,first\n";
    private const string Good2 = "2,06/02/2024,3,8,\"second, quoted\"\n";

    private static Contract Orders => Contract.Parse(OrderContract, "sources/shop.yml");

    private static async Task<ReadResult> ReadAround(byte[] bad)
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", [.. Encoding.UTF8.GetBytes(Header + Good1), .. bad, .. Encoding.UTF8.GetBytes(Good2)]);
        return await folder.Read(Orders);
    }

    /// <summary>Reads the row between two good ones, checks that these are there, and gives what was kept out.</summary>
    private static async Task<QuarantinedRow> KeptOut(string bad) => await KeptOut(Encoding.UTF8.GetBytes(bad));

    private static async Task<QuarantinedRow> KeptOut(byte[] bad)
    {
        var read = await ReadAround(bad);
        Assert.Equal(["1", "2"], read.Ids("order"));
        Assert.Equal("second, quoted", read.Value("order", "2", "coupon"));
        Assert.Equal(3, read.Totals.Rows);
        Assert.Equal(1, read.Totals.Quarantined);
        var row = Assert.Single(read.KeptOut);
        Assert.Equal((7, 3), (row.FileNo, row.Line));
        return row;
    }

    private static EstrellaException Refused(string name, byte[] bytes)
    {
        using var folder = new ExportFolder();
        var failure = Assert.Throws<EstrellaException>(() => folder.With(name, bytes).Recognise(Orders));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.NotNull(failure.Next);
        return failure;
    }

    private static EstrellaException Refused(string text) => Refused("orders.csv", Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Text_in_a_number_names_column_value_and_what_was_expected()
    {
        var row = await KeptOut("9,05/02/2024,N/A,7,x\n");
        Assert.Equal(
            new CellProblem(3, "Total", "N/A", "amount", "Total is 'N/A', expected an amount such as 19.90", "correct the cell, or say decimal, thousands, empty or drop_prefix in the contract"),
            Assert.Single(row.Problems));
        Assert.Equal("9,05/02/2024,N/A,7,x", row.Raw);
    }

    [Theory]
    [InlineData("1.234.567")]
    [InlineData("1,5")]
    [InlineData("5 kg")]
    [InlineData("5 %")]
    [InlineData("1e5")]
    [InlineData("--5")]
    [InlineData("(5")]
    [InlineData("5.")]
    [InlineData(".")]
    [InlineData("0x10")]
    [InlineData("５")]
    [InlineData("$5", "currency")]
    [InlineData("5 EUR", "currency")]
    [InlineData("1.2E+09", "spreadsheet")]
    [InlineData("#REF!", "spreadsheet")]
    public async Task Number_written_otherwise_than_declared_is_kept_out(string number, string rule = "amount")
    {
        var row = await KeptOut($"9,05/02/2024,\"{number}\",7,x\n");
        Assert.Equal(rule, Assert.Single(row.Problems).Rule);
    }

    [Theory]
    [InlineData("31/02/2024")]
    [InlineData("29/02/2023")]
    [InlineData("2024-02-05")]
    [InlineData("05/13/2024")]
    [InlineData("5/2/2024")]
    [InlineData("05/02/0024")]
    [InlineData("05/02/2024 ")]
    public async Task Day_that_is_none_is_kept_out(string day)
    {
        if (day.EndsWith(' '))
        {
            Assert.Empty((await ReadAround(Encoding.UTF8.GetBytes($"9,{day},1,7,x\n"))).KeptOut);
            return;
        }
        var problem = Assert.Single((await KeptOut($"9,{day},1,7,x\n")).Problems);
        Assert.Equal(("date", "Day", day), (problem.Rule, problem.Column, problem.Value));
        Assert.Equal($"Day is '{day}', expected a time written dd/MM/yyyy", problem.Message);
    }

    [Fact]
    public async Task All_problems_of_a_row_are_told_at_once()
    {
        var row = await KeptOut("9,yesterday,much,7,x\n");
        Assert.Equal(["date", "amount"], row.Problems.Select(problem => problem.Rule));
    }

    [Theory]
    [InlineData("9,05/02/2024,1,7\n", 4)]
    [InlineData("9,05/02/2024,1,7,x,y\n", 6)]
    [InlineData("9\n", 1)]
    public async Task Row_too_short_or_too_long_is_kept_out(string bad, int cells)
    {
        var problem = Assert.Single((await KeptOut(bad)).Problems);
        Assert.Equal("cells", problem.Rule);
        Assert.Equal($"the row has {cells} cells, expected 5 as in the header", problem.Message);
    }

    [Fact]
    public async Task Value_too_large_is_kept_out()
    {
        Assert.Equal("amount", Assert.Single((await KeptOut("9,05/02/2024,123456789012345.00,7,x\n")).Problems).Rule);
        var read = await ReadAround(Encoding.UTF8.GetBytes("9,05/02/2024,99999999999999.99995,7,x\n"));
        Assert.Equal("amount", Assert.Single(Assert.Single(read.KeptOut).Problems).Rule);
        read = await ReadAround(Encoding.UTF8.GetBytes("9,05/02/2024,-99999999999999.9999,7,x\n"));
        Assert.Equal(-99999999999999.9999m, read.Value("order", "9", "total"));
    }

    [Fact]
    public async Task Decimals_beyond_the_fourth_are_rounded_half_away_from_zero()
    {
        var read = await ReadAround(Encoding.UTF8.GetBytes("9,05/02/2024,-0.00005,7,x\n10,05/02/2024,0.30000000000000004,7,x\n"));
        Assert.Equal(-0.0001m, read.Value("order", "9", "total"));
        Assert.Equal(0.3m, read.Value("order", "10", "total"));
    }

    [Theory]
    [InlineData("No", 500)]
    [InlineData("Customer", 500)]
    [InlineData("Note", 500)]
    public async Task Text_too_long_is_kept_out_and_its_limit_is_not(string column, int longest)
    {
        string Row(string text) => column switch
        {
            "No" => $"{text},05/02/2024,1,7,x\n",
            "Customer" => $"9,05/02/2024,1,{text},x\n",
            _ => $"9,05/02/2024,1,7,{text}\n",
        };
        var problem = Assert.Single((await KeptOut(Row(new string('x', longest + 1)))).Problems);
        Assert.Equal(("length", column), (problem.Rule, problem.Column));
        Assert.Equal($"{column} has {longest + 1} characters, expected at most {longest}", problem.Message);
        Assert.Empty((await ReadAround(Encoding.UTF8.GetBytes(Row(new string('ñ', longest))))).KeptOut);
    }

    [Fact]
    public async Task Comment_may_have_ten_thousand_characters()
    {
        var contract = Contract.Parse("contract: 1\nsource: shop\nexports:\n  it:\n    files: \"*.csv\"\n    holds: changes\n    category: { id: No, description: Text }\n", "sources/shop.yml");
        using var folder = new ExportFolder();
        var read = await folder.With("it.csv", $"No,Text\n1,{new string('ñ', 10_000)}\n2,{new string('x', 10_001)}\n").Read(contract);
        Assert.Equal(["1"], read.Ids("category"));
        Assert.Equal("Text has 10,001 characters, expected at most 10,000", Assert.Single(read.KeptOut).Problems[0].Message);
    }

    [Fact]
    public async Task Nul_byte_costs_its_row()
    {
        var row = await KeptOut("9,05/02/2024,1,7,a\0b\n");
        Assert.Equal("nul", Assert.Single(row.Problems).Rule);
        Assert.DoesNotContain('\0', row.Raw!);
    }

    [Fact]
    public async Task Invalid_utf8_costs_its_row_and_names_the_byte()
    {
        byte[] bad = [.. "9,05/02/2024,1,7,caf"u8, 0xE9, .. "\n"u8];
        var problem = Assert.Single((await KeptOut(bad)).Problems);
        Assert.Equal(("encoding", "Note", 5), (problem.Rule, problem.Column, problem.Position));
        Assert.Contains("byte 21 of the row (0xE9) is no UTF-8", problem.Message, StringComparison.Ordinal);
        // U+FFFD written by the source itself is text.
        Assert.Empty((await ReadAround(Encoding.UTF8.GetBytes("9,05/02/2024,1,7,caf\uFFFD\n"))).KeptOut);
    }

    [Theory]
    [InlineData("9,05/02/2024,1,7,\"open\n")]
    [InlineData("9,05/02/2024,1,\"7,x\n")]
    [InlineData("9,05/02/2024,1,7,\"closed\" too early\n")]
    [InlineData("9,05/02/2024,1,7,stray\"quote\n")]
    [InlineData("\"9,05/02/2024,1,7,x\n")]
    public async Task Broken_quote_costs_its_row_and_none_below(string bad)
    {
        var problem = Assert.Single((await KeptOut(bad)).Problems);
        Assert.Equal("quote", problem.Rule);
    }

    [Fact]
    public async Task Open_quote_met_by_a_stray_one_further_down_swallows_nothing()
    {
        var read = await ReadAround(Encoding.UTF8.GetBytes("8,05/02/2024,1,\"7,x\n" + "3,05/02/2024,1,7,x\n" + "4,05/02/2024,1,7,x\n" + "9,05/02/2024,1,7\",x\n"));
        Assert.Equal(["1", "3", "4", "2"], read.Ids("order"));
        Assert.Equal([3, 6], read.KeptOut.Select(row => row.Line));
    }

    [Fact]
    public async Task Open_quote_at_the_end_of_a_file_swallows_nothing()
    {
        using var folder = new ExportFolder();
        var read = await folder.With("orders.csv", Header + Good1 + "9,05/02/2024,1,7,\"open\n" + string.Concat(Enumerable.Range(100, 500).Select(no => $"{no},05/02/2024,1,7,x\n"))).Read(Orders);
        Assert.Equal(501, read.Count("order"));
        Assert.Equal(3, Assert.Single(read.KeptOut).Line);
    }

    [Fact]
    public async Task Cell_with_line_breaks_and_doubled_quotes_is_one_row_and_lines_are_still_right()
    {
        var read = await ReadAround("8,05/02/2024,1,7,\"two\nlines \"\"here\"\"\"\r\n\n9,x,1,7,y\r\n"u8.ToArray());
        Assert.Equal("two\nlines \"here\"", read.Value("order", "8", "coupon"));
        Assert.Equal(6, Assert.Single(read.KeptOut).Line);
        Assert.Equal(1, read.Totals.LayoutRows);
        Assert.Equal(7, read.Of("order").Single().Line[2]);
    }

    [Fact]
    public async Task Blank_id_is_kept_out()
    {
        var problem = Assert.Single((await KeptOut(",05/02/2024,1,7,x\n")).Problems);
        Assert.Equal(("id", "No", 1), (problem.Rule, problem.Column, problem.Position));
        Assert.Equal("the order has no id: No is blank", problem.Message);
    }

    [Fact]
    public async Task Same_content_has_the_same_hash_wherever_it_stands_and_another_content_another()
    {
        var read = await ReadAround("1,05/02/2024,10.5,7,first\n1,05/02/2024,10.50,7,\n1,05/02/2024,10.50,7,First\n"u8.ToArray());
        var batch = Assert.Single(read.Of("order"));
        Assert.Equal(batch.ContentHash[0], batch.ContentHash[1]);
        Assert.Equal(3, batch.ContentHash.Take(4).Distinct().Count());
    }

    [Fact]
    public void Missing_column_names_line_column_and_the_nearest()
    {
        var failure = Refused("No,Day,Totl,Customer,Note\n1,05/02/2024,1,7,x\n");
        Assert.Equal("orders.csv:1:1: column 'Total' is missing, which the contract sources/shop.yml, export orders, requires; the nearest is 'Totl'", failure.Message);
    }

    [Fact]
    public void All_missing_columns_of_all_files_are_told_at_once()
    {
        using var folder = new ExportFolder();
        folder.With("orders1.csv", "No,Day\n").With("orders2.csv", "No,Day,Total,Customer\n");
        var failure = Assert.Throws<EstrellaException>(() => folder.Recognise(Orders));
        Assert.Equal(4, failure.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Wrong_delimiter_is_recognised()
    {
        var failure = Refused("No;Day;Total;Customer;Note\n1;05/02/2024;1;7;x\n");
        Assert.Equal("orders.csv:1:1: header has 1 column: 'No;Day;Total;Customer;Note'; the contract says ','; it looks like ';'", failure.Message);
        Assert.Contains("delimiter: \";\"", failure.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_text_is_refused()
    {
        Assert.Contains("Excel workbook", Refused("orders.csv", [.. "PK\x03\x04"u8, 0, 0, 1]).Message, StringComparison.Ordinal);
        Assert.Contains("is no text: byte 3 is NUL", Refused("orders.csv", [1, 2, 0, 4]).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Refused("orders.csv", Encoding.Unicode.GetBytes(Header)).Message, StringComparison.Ordinal);
        Assert.Contains("0xF1", Refused("orders.csv", Encoding.Latin1.GetBytes("Año,Day,Total,Customer,Note\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_file_is_refused()
    {
        Assert.StartsWith("orders.csv:1:1: the file is empty (0 bytes), expected a header", Refused("").Message, StringComparison.Ordinal);
        Assert.StartsWith("orders.csv:1:1: the file is empty, expected a header", Refused("\n\n").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Header)]
    [InlineData("No,Day,Total,Customer,Note")]
    [InlineData("\uFEFF\"No\",Day,total, CUSTOMERS ,note\r\n\r\n")]
    public async Task Header_alone_is_an_export_without_rows(string text)
    {
        using var folder = new ExportFolder();
        var read = await folder.With("orders.csv", text).Read(Orders);
        Assert.Equal(0, read.Totals.Rows);
        Assert.Empty(read.Batches);
        Assert.Empty(read.KeptOut);
    }

    [Fact]
    public void File_that_fits_two_exports_is_refused_unless_its_columns_decide()
    {
        var twin = Contract.Parse(OrderContract.Replace("  orders:", "  sales:", StringComparison.Ordinal).Replace("source: shop", "source: other", StringComparison.Ordinal), "sources/other.yml");
        using var folder = new ExportFolder();
        folder.With("orders.csv", Header);
        var failure = Assert.Throws<EstrellaException>(() => folder.Recognise(Orders, twin));
        Assert.Contains("fits shop/orders and other/sales", failure.Message, StringComparison.Ordinal);
        var wider = Contract.Parse(OrderContract.Replace("coupon: Note", "coupon: Note, tax: Tax", StringComparison.Ordinal).Replace("source: shop", "source: wide", StringComparison.Ordinal), "sources/wide.yml");
        folder.With("orders.csv", "No,Day,Total,Customer,Note,Tax\n");
        Assert.Equal("wide", Assert.Single(folder.Recognise(Orders, wider).Matches).Contract.Name);
    }

    [Fact]
    public void Built_in_profile_refuses_a_broken_export_among_good_ones()
    {
        using var folder = new ExportFolder();
        folder.With("2.Categorias.csv", "Nombre,Descripcion\nModa,Ropa\n").With("4.ordenes.csv", "UsuarioID;FechaOrden;Total;Estado\n");
        var failure = Assert.Throws<EstrellaException>(() => Recogniser.Recognise(folder.Path, Contracts.BuiltIn()));
        Assert.StartsWith("4.ordenes.csv:1:1: header has 1 column", failure.Message, StringComparison.Ordinal);
        folder.With("4.ordenes.csv", "UsuarioID,FechaOrden,Totales,Est\n");
        failure = Assert.Throws<EstrellaException>(() => Recogniser.Recognise(folder.Path, Contracts.BuiltIn()));
        Assert.Contains("column 'Estado' is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personal_values_are_not_quoted_in_messages()
    {
        var contract = Contract.Parse(OrderContract.Replace("    order:", "    personal: [Total]\n    order:", StringComparison.Ordinal), "sources/shop.yml");
        using var folder = new ExportFolder();
        var problem = Assert.Single(Assert.Single((await folder.With("orders.csv", Header + "9,05/02/2024,private,7,x\n").Read(contract)).KeptOut).Problems);
        Assert.Equal("private", problem.Value);
        Assert.Equal("Total cannot be taken, expected an amount such as 19.90", problem.Message);
    }
}
