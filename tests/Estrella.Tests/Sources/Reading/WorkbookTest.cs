using Estrella.Foundation;
using Estrella.Sources;
using Estrella.Sources.Workbooks;
using Xunit;
using static Estrella.Tests.Sources.Reading.WorkbookBytes;

namespace Estrella.Tests.Sources.Reading;

/// <summary>Workbooks are read like texts: sheet by sheet, text as text, days as days, with the place of each cell.</summary>
public class WorkbookTest
{
    private static Contract Orders(string read = "{ dates: dd/MM/yyyy, decimal: \",\" }") => Contract.Parse(
        $$"""
        contract: 1
        source: shop
        exports:
          orders:
            files: "*.xlsx"
            read: {{read}}
            holds: changes
            order: { id: Number, ordered_at: Day, total: Total, coupon: Note }
        """,
        "sources/shop.yml");

    private static readonly string?[] Header = ["Number", "Day", "Total", "Note"];

    private static async Task<ReadResult> Read(WorkbookBytes workbook, Contract? contract = null)
    {
        using var folder = new ExportFolder();
        return await folder.With("sales.xlsx", workbook.ToArray()).Read(contract ?? Orders());
    }

    [Fact]
    public async Task Text_stays_text_numbers_keep_their_digits_and_days_are_days()
    {
        var read = await Read(new WorkbookBytes().Sheet(
            "Sales", "",
            (1, ["Sales of the shop"]),
            (3, Header),
            // 45306 is 15 January 2024; a sheet writes 19.99 as 19.989999999999998.
            (4, ["00017", Number("45306", 1), Number("19.989999999999998", 3), "0012"]),
            (5, [Number("2000001234567891"), Number("45306.75", 2), Number("1E3"), null]),
            // A formula's value stands beside it; a text of another column is written as the contract says.
            (6, [Inline("A-3"), "16/01/2024", "1250,5", "t=\"str\"><f>A1&amp;\"x\"</f><v>made</v>"])));
        Assert.Empty(read.KeptOut);
        Assert.Equal(["00017", "2000001234567891", "A-3"], read.Ids("order"));
        Assert.Equal(19.99m, read.Value("order", "00017", "total"));
        Assert.Equal(new DateTime(2024, 1, 15, 0, 0, 0, DateTimeKind.Utc), read.Value("order", "00017", "ordered_at"));
        Assert.Equal("0012", read.Value("order", "00017", "coupon"));
        Assert.Equal(new DateTime(2024, 1, 15, 18, 0, 0, DateTimeKind.Utc), read.Value("order", "2000001234567891", "ordered_at"));
        Assert.Equal(1000m, read.Value("order", "2000001234567891", "total"));
        Assert.Equal(1250.5m, read.Value("order", "A-3", "total"));
        Assert.Equal("made", read.Value("order", "A-3", "coupon"));
        // Rows of the sheet, and the title and the blank row above the header are layout.
        Assert.Equal([4, 5, 6], Assert.Single(read.Of("order")).Line.Take(3));
        Assert.Equal((3, 2), (read.Totals.Rows, read.Totals.LayoutRows));
    }

    [Theory]
    [InlineData("1", false, "1900-01-01")]
    [InlineData("59", false, "1900-02-28")]
    [InlineData("61", false, "1900-03-01")]
    [InlineData("45306.999988426", false, "2024-01-15 23:59:59")]
    [InlineData("0.5", false, "12:00:00")]
    [InlineData("0", true, "1904-01-01")]
    [InlineData("43844", true, "2024-01-15")]
    [InlineData("-1", false, null)]
    [InlineData("2958466", false, null)]
    public void Days_are_counted_as_the_workbook_does(string number, bool is1904, string? time) => Assert.Equal(time, SheetNumber.Time(number, is1904));

    [Theory]
    [InlineData("dd/mm/yyyy", true)]
    [InlineData("[$-409]d-mmm-yy;@", true)]
    [InlineData("h:mm AM/PM", true)]
    [InlineData("General", false)]
    [InlineData("#,##0.00 \"days\"", false)]
    [InlineData("0.00\\d", false)]
    [InlineData("[h]:mm:ss", false)]
    [InlineData("[Red]0.00", false)]
    public void Styles_say_which_numbers_are_days(string format, bool isTime) => Assert.Equal(isTime, CellStyles.ShowsTime(format));

    [Fact]
    public async Task A_workbook_of_1904_counts_from_there()
    {
        var read = await Read(new WorkbookBytes { Is1904 = true }.Sheet("Sales", "", (1, Header), (2, ["1", Number("43844", 5), Number("1"), null])));
        Assert.Equal(new DateTime(2024, 1, 15, 0, 0, 0, DateTimeKind.Utc), read.Value("order", "1", "ordered_at"));
    }

    [Fact]
    public async Task A_bad_cell_is_told_with_sheet_and_address()
    {
        using var folder = new ExportFolder();
        folder.With("sales.xlsx", new WorkbookBytes().Sheet("January", "", (1, Header), (14, ["1", Number("45306", 1), "many", "x"]), (15, ["2", "16/01/2024", "7", "a", "b"])).ToArray());
        var match = Assert.Single(folder.Recognise(Orders()).Matches);
        var read = await Exports.Read(match);
        var row = read.KeptOut[0];
        Assert.Equal("sales.xlsx:January!C14", CellPlace.Of(match.Name, row.Line, row.Problems[0].Position));
        Assert.Equal("Total is 'many', expected an amount such as 19,90", row.Problems[0].Message);
        Assert.Equal("1,2024-01-15,many,x", row.Raw);
        // A filled cell behind the last column of the header.
        Assert.Equal((15, "cells"), (read.KeptOut[1].Line, read.KeptOut[1].Problems[0].Rule));
        Assert.Equal(2, read.Totals.Quarantined);
    }

    [Fact]
    public async Task Each_sheet_is_a_table_and_those_that_fit_nothing_are_named()
    {
        using var folder = new ExportFolder();
        folder.With("sales.xlsx", new WorkbookBytes()
            .Sheet("Read me", "", (1, ["Made by the shop"]))
            .Sheet("Empty", "")
            .Sheet("January", "", (1, Header), (2, ["1", "15/01/2024", "7", null]))
            .Sheet("February", "", (2, Header), (3, ["2", "15/02/2024", "8", null]))
            .Sheet("Old", "hidden", (1, Header), (2, ["0", "15/02/2023", "9", null]))
            .ToArray());
        var recognition = folder.Recognise(Orders());
        Assert.Equal(["sales.xlsx:February", "sales.xlsx:January"], recognition.Matches.Select(match => match.Name));
        Assert.Equal(["sales.xlsx:Read me", "sales.xlsx:Empty", "sales.xlsx:Old"], recognition.Unmatched.Select(file => file.Name));
        Assert.NotEqual((await Exports.Read(recognition.Matches[0])).Totals.Checksum, (await Exports.Read(recognition.Matches[1])).Totals.Checksum);
        // A sheet that is named is read, hidden or not.
        var named = Assert.Single(folder.Recognise(Orders("{ sheet: O*, dates: dd/MM/yyyy }")).Matches);
        Assert.Equal(["0"], (await Exports.Read(named)).Ids("order"));
    }

    [Fact]
    public async Task Names_in_two_rows_are_read_together()
    {
        var read = await Read(new WorkbookBytes().Sheet(
            "Sales", "",
            (1, ["Number", "Sale", null, null]),
            (2, [null, "Day", "Total", "Note"]),
            (3, ["1", "15/01/2024", "7", null])));
        Assert.Equal(["1"], read.Ids("order"));
    }

    [Fact]
    public async Task Texts_with_formats_line_breaks_quotes_and_escapes_come_back_whole()
    {
        var read = await Read(new WorkbookBytes().Raw(
            "Sales",
            "<row r=\"1\">" + string.Concat(Header.Select(name => $"<c {Inline(name!)}</c>")) + "</row>"
            + $"<row><c {Inline("1")}</c><c {Inline("15/01/2024")}</c><c/><c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>two\nlines, </t></r><r><t>\"here\"_x0041_</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></is></c></row>"));
        Assert.Equal("two\nlines, \"here\"A", read.Value("order", "1", "coupon"));
        Assert.Equal(2, read.Of("order").Single().Line[0]);
    }

    [Fact]
    public void More_texts_than_memory_should_hold_lie_in_a_file()
    {
        var long1 = new string('a', 1 << 20);
        using var xml = System.Xml.XmlReader.Create(new StringReader($"<sst>{string.Concat(Enumerable.Range(0, 40).Select(no => $"<si><t>{no}{long1[..(1 << 20 - 3)]}</t></si>"))}</sst>"));
        using var texts = SharedTexts.Read(xml, "big.xlsx");
        Assert.Equal(40, texts.Count);
        Assert.Equal("0aa", System.Text.Encoding.UTF8.GetString(texts.Text(0)[..3]));
        Assert.Equal("39a", System.Text.Encoding.UTF8.GetString(texts.Text(39)[..3]));
        Assert.True(texts.Text(40).IsEmpty);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and then nothing")]
    [InlineData("no archive at all")]
    [InlineData("")]
    public void A_damaged_workbook_is_refused_with_what_to_do(string bytes)
    {
        using var folder = new ExportFolder();
        var failure = Assert.Throws<EstrellaException>(() => folder.With("sales.xlsx", bytes).Recognise(Orders()));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.Contains("sales.xlsx: it is damaged or breaks off", failure.Message, StringComparison.Ordinal);
        Assert.Contains("save it as CSV", failure.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_cut_in_the_middle_of_a_sheet_names_the_row()
    {
        using var folder = new ExportFolder();
        folder.With("sales.xlsx", new WorkbookBytes().Raw("Sales", "<row r=\"1\">" + string.Concat(Header.Select(name => $"<c {Inline(name!)}</c>")) + "</row><row r=\"2\"><c>").ToArray());
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => folder.Read(Orders()));
        Assert.Contains("sales.xlsx:Sales!2: it is damaged", failure.Message, StringComparison.Ordinal);
    }
}
