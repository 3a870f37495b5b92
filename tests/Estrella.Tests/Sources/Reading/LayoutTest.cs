using System.Text;
using Estrella.Foundation;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources.Reading;

/// <summary>Titles, totals, repeated headers and odd names of columns: what belongs to the paper and not to the table.</summary>
public class LayoutTest
{
    private static Contract Orders(string order = "{ id: No, ordered_at: Day, total: Total }", string more = "") => Contract.Parse(
        $$"""
        contract: 1
        source: shop
        read: { delimiter: ";", decimal: ",", dates: dd/MM/yyyy }
        exports:
          orders:
            files: "*.csv"
            holds: changes
            {{more}}
            order: {{order}}
        """,
        "sources/shop.yml");

    private static async Task<ReadResult> Read(string text, Contract? contract = null)
    {
        using var folder = new ExportFolder();
        return await folder.With("orders.csv", text).Read(contract ?? Orders());
    }

    [Theory]
    [InlineData("Report of sales\n\nFrom;01/02/2024\n")]
    [InlineData("Sales;;\n;;\nShop; South;\n")]
    [InlineData("a title with a \" in it\n\n\n")]
    public async Task Lines_above_the_header_are_no_rows(string titles)
    {
        var read = await Read(titles + "No;Day;Total\n1;05/02/2024;10,50\n");
        Assert.Equal(["1"], read.Ids("order"));
        Assert.Equal((1, 3), (read.Totals.Rows, read.Totals.LayoutRows));
        Assert.Equal(5, read.Of("order").Single().Line[0]);
    }

    [Theory]
    [InlineData("Total;;30,50\n", 1)]
    [InlineData("TOTALES:;;30,50\n", 1)]
    [InlineData("Total general\n", 1)]
    [InlineData(";;\nTotal: 2 rows;;\nMade on 5 March by the shop\n", 3)]
    [InlineData("\nMade on 5 March by the shop", 2)]
    public async Task Totals_and_notes_at_the_end_are_no_rows(string end, int lines)
    {
        var read = await Read("No;Day;Total\n1;05/02/2024;10,50\n2;05/02/2024;20\n" + end);
        Assert.Equal(["1", "2"], read.Ids("order"));
        Assert.Empty(read.KeptOut);
        Assert.Equal((2, lines), (read.Totals.Rows, read.Totals.LayoutRows));
    }

    [Fact]
    public async Task What_looks_like_a_total_in_the_middle_is_a_row()
    {
        var read = await Read("No;Day;Total\nTotal;05/02/2024;10,50\n2;05/02/2024;20\n");
        Assert.Equal(["Total", "2"], read.Ids("order"));
        Assert.Equal(0, read.Totals.LayoutRows);
    }

    [Fact]
    public async Task A_row_cut_at_the_end_is_no_note()
    {
        var read = await Read("No;Day;Total\n1;05/02/2024;10,50\nAna Maria");
        Assert.Equal("cells", Assert.Single(read.KeptOut).Problems[0].Rule);
        Assert.True(read.Totals.IsCut);
    }

    [Fact]
    public async Task Two_reports_in_one_file_are_one_table()
    {
        const string report = "Sales of the month\n\nNo;Day;Total\n{0};05/02/2024;10,50\nTotal;;10,50\n";
        var read = await Read(string.Format(null, report, 1) + "\uFEFF" + string.Format(null, report, 2).Replace("No;", "\"No\";", StringComparison.Ordinal));
        Assert.Equal(["1", "2"], read.Ids("order"));
        Assert.Empty(read.KeptOut);
        // Title, blank line and total twice, and the second header.
        Assert.Equal((2, 7), (read.Totals.Rows, read.Totals.LayoutRows));
    }

    [Fact]
    public async Task Columns_of_one_name_and_of_none_are_told_by_number()
    {
        var contract = Orders("{ id: No, ordered_at: Day, total: \"Total#2\", coupon: column 5 }");
        var read = await Read("No;Day;Total;Total;\n1;05/02/2024;3;4;x\n", contract);
        Assert.Equal(4m, read.Value("order", "1", "total"));
        Assert.Equal("x", read.Value("order", "1", "coupon"));
        Assert.Equal("""{"Total#1":"3"}""", read.Extras("order", "1"));
        // The name alone would be a guess.
        using var folder = new ExportFolder();
        var failure = Assert.Throws<EstrellaException>(() => folder.With("orders.csv", "No;Day;Total;Total\n1;05/02/2024;3;4\n").Recognise(Orders()));
        Assert.Contains("'Total' stands in the header twice", failure.Message, StringComparison.Ordinal);
        Assert.Contains("say Total#1 or Total#2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_of_a_name_holds_for_both_its_columns()
    {
        var read = await Read("No;Day;Total;DNI;DNI\n1;05/02/2024;3;4;5\n", Orders(more: "secret: [\"DNI#1\", \"DNI#2\"]"));
        Assert.Null(read.Extras("order", "1"));
        Assert.True(ColumnName.Fits("DNI#2", "DNI"));
        Assert.False(ColumnName.Fits("DNI#2", "DNI#1"));
    }

    [Theory]
    [InlineData("No;Day;Total;;\n1;05/02/2024;3;;\n2;05/02/2024;4\n")]
    [InlineData("No;Day;Total\n1;05/02/2024;3;;;\n2;05/02/2024;4;\n")]
    public async Task Empty_columns_at_the_end_are_none(string text)
    {
        var read = await Read(text);
        Assert.Equal(["1", "2"], read.Ids("order"));
        Assert.Empty(read.KeptOut);
    }

    [Fact]
    public async Task A_row_too_short_or_too_long_is_kept_out_with_its_place()
    {
        var read = await Read("No;Day;Total\n1;05/02/2024\n2;05/02/2024;4;x\n3;05/02/2024;5\n");
        Assert.Equal([(2, "the row has 2 cells, expected 3 as in the header"), (3, "the row has 4 cells, expected 3 as in the header")], read.KeptOut.Select(row => (row.Line, row.Problems[0].Message)));
    }

    [Fact]
    public async Task A_row_that_may_be_shifted_over_a_secret_is_kept_out_though_what_is_too_many_is_empty()
    {
        var read = await Read("No;Password;Day;Total;Note\n1;a;05/02/2024;3;\n2;b;c;05/02/2024;4;\n", Orders(more: "secret: [Password]"));
        Assert.Equal(["1"], read.Ids("order"));
        Assert.Equal(3, Assert.Single(read.KeptOut).Line);
    }

    [Fact]
    public async Task Excel_says_the_delimiter_in_a_first_line_and_writes_texts_as_formulas()
    {
        var read = await Read("sep=,\r\nNo,Day,Total\r\n=\"0012\",05/02/2024,\"3,5\"\r\n\"=\"\"0013\"\"\",05/02/2024,4\r\n");
        Assert.Equal(["0012", "0013"], read.Ids("order"));
        Assert.Equal(3.5m, read.Value("order", "0012", "total"));
        Assert.Equal((2, 1), (read.Totals.Rows, read.Totals.LayoutRows));
        Assert.Equal(3, read.Of("order").Single().Line[0]);
    }

    [Fact]
    public async Task Lines_of_two_encodings_are_each_read_in_theirs()
    {
        var contract = Contract.Parse("contract: 1\nsource: shop\nread: { encoding: [utf-8, windows-1252] }\nexports:\n  it:\n    files: \"*.csv\"\n    holds: all\n    category: { id: No, name: Name, description: Text }\n", "sources/shop.yml");
        using var folder = new ExportFolder();
        byte[] bytes = [.. "No,Name,Text\n1,Café,a\n"u8, .. Encoding.Latin1.GetBytes("2,Té,\"más, y \"\"más\"\"\"\n"), .. "3,Maté,b\n"u8];
        var read = await folder.With("it.csv", bytes).Read(contract);
        Assert.Empty(read.KeptOut);
        Assert.Equal(["Café", "Té", "Maté"], read.Ids("category").Select(id => read.Value("category", id, "name")));
        Assert.Equal("más, y \"más\"", read.Value("category", "2", "description"));
        // Without the second encoding the row is kept out, and the byte is told.
        var strict = Contract.Parse("contract: 1\nsource: shop\nexports:\n  it:\n    files: \"*.csv\"\n    holds: all\n    category: { id: No, name: Name, description: Text }\n", "sources/shop.yml");
        var problem = Assert.Single((await folder.Read(strict)).KeptOut).Problems[0];
        // The header takes 13 bytes, the first row 10; é is the fourth of the second.
        Assert.Contains("byte 4 of the row (0xE9) is no UTF-8, byte 27 of the file", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", true, "utf-8")]
    [InlineData("utf-16BE", true, "utf-8")]
    [InlineData("utf-8", true, "windows-1252")]
    [InlineData("utf-16", false, "utf-16")]
    [InlineData("utf-16BE", false, "utf-16")]
    public async Task A_mark_at_the_beginning_decides_and_zeros_tell_the_order_of_bytes(string written, bool hasMark, string said)
    {
        var encoding = Encoding.GetEncoding(written);
        var contract = Contract.Parse($"contract: 1\nsource: shop\nread: {{ encoding: {said} }}\nexports:\n  it:\n    files: \"*.csv\"\n    holds: all\n    category: {{ id: No, name: Name }}\n", "sources/shop.yml");
        using var folder = new ExportFolder();
        var read = await folder.With("it.csv", [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("No,Name\n1,Café\n")]).Read(contract);
        Assert.Equal("Café", read.Value("category", "1", "name"));
    }
}
