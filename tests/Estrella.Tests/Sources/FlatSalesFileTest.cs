using System.Text;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>One flat file a day that feeds customers, products, orders, lines, returns and charges.</summary>
public class FlatSalesFileTest
{
    private const string Header = "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n";

    private const string Rows =
        "536365;85123a;HOLDER;6;2010-12-01 08:26;2,55;17850.0;United Kingdom\n" +
        "536365;71053;LANTERN;6;2010-12-01 08:26;3,39;17850.0;United Kingdom\n" +
        "536366;85123A;HOLDER;2;01/12/2010 09:00;2,55;;EIRE\n" +
        "536366;POST;POSTAGE;1;01/12/2010 09:00;18,00;;EIRE\n" +
        "C536379;85123A;HOLDER;-1;2010-12-01 09:41;2,55;17850.0;United Kingdom\n" +
        "C536380;D;Discount;-1;2010-12-01 09:49;27,50;14527.0;Unspecified\n" +
        "A563185;B;Adjust bad debt;1;2011-08-12 14:50;11062,06;;United Kingdom\n" +
        "536367;85123A;HOLDER WHITE;1;2010-12-01 10:00;2,55;13047;Spain\n";

    private static async Task<ReadResult> Read(string rows = Rows, string name = "ventas_20101201.csv", Encoding? encoding = null)
    {
        using var folder = new ExportFolder();
        return await folder.With(name, (encoding ?? Encoding.UTF8).GetBytes(Header + rows)).Read(ExampleContracts.Wholesale());
    }

    [Fact]
    public async Task Every_row_is_a_record_of_something_or_set_aside()
    {
        var read = await Read();
        Assert.Empty(read.KeptOut);
        Assert.Equal(8, read.Totals.Rows);
        Assert.Equal(1, read.Totals.SetAside);
        Assert.Equal(["536365|1", "536365|2", "536366|1", "536367|1"], read.Ids("order_line"));
        Assert.Equal(["C536379|1"], read.Ids("return"));
        Assert.Equal(["536366|1", "C536380|1"], read.Ids("order_charge"));
        Assert.Equal(["536365", "536366", "536367"], read.Ids("order"));
        Assert.Equal(["17850", "14527", "13047"], read.Ids("customer"));
    }

    [Fact]
    public async Task Money_is_balanced_over_records_and_what_was_set_aside()
    {
        var read = await Read();
        // 6*2.55 + 6*3.39 + 2*2.55 + 18 - 2.55 - 27.50 + 11062.06 + 2.55
        Assert.Equal(11_093.30m, read.Totals.ControlRows);
        Assert.Equal(11_062.06m, read.Totals.ControlSetAside);
        var carried = read.Batches.Sum(batch => batch.Control.Take(batch.Count).Sum() ?? 0);
        Assert.Equal(11_093.30m - 11_062.06m, carried);
    }

    [Fact]
    public async Task Cells_are_converted_as_the_contract_says()
    {
        var read = await Read();
        Assert.Equal("85123A", read.Value("order_line", "536365|1", "product"));
        Assert.Equal(2.55m, read.Value("order_line", "536365|1", "unit_price"));
        Assert.Equal("GB", read.Value("customer", "17850", "country"));
        Assert.Null(read.Value("customer", "14527", "country"));
        Assert.Equal("Spain", read.Value("customer", "13047", "country"));
        Assert.Equal(1m, read.Value("return", "C536379|1", "quantity"));
        Assert.Equal("shipping", read.Value("order_charge", "536366|1", "kind"));
        Assert.Equal(-27.5m, read.Value("order_charge", "C536380|1", "amount"));
        Assert.Equal("536380", read.Value("order_charge", "C536380|1", "order"));
        Assert.Equal("delivered", read.Value("order", "536365", "status"));
        Assert.Null(read.Value("order", "536366", "customer"));
        Assert.Equal(new DateTime(2010, 12, 1, 9, 0, 0, DateTimeKind.Utc), read.Value("order", "536366", "ordered_at"));
    }

    [Fact]
    public async Task Product_is_said_again_only_when_it_changes_and_from_when_it_did()
    {
        var read = await Read();
        var batch = Assert.Single(read.Of("product"));
        var said = Enumerable.Range(0, batch.Count).Select(row => (batch.Id[row], batch.Columns[0].Text[row], batch.SaidAt[row].Hour)).ToList();
        Assert.Equal([("85123A", "HOLDER", 8), ("71053", "LANTERN", 8), ("85123A", "HOLDER WHITE", 10)], said);
    }

    [Fact]
    public async Task Date_of_the_export_stands_in_its_name_and_means_midnight_in_the_shop()
    {
        using var folder = new ExportFolder();
        folder.With("ventas_20110601.csv", Header).With("ventas_2011.csv", Header);
        var recognition = folder.Recognise(ExampleContracts.Wholesale());
        // London is an hour ahead of UTC in June.
        Assert.Equal(new DateTime(2011, 5, 31, 23, 0, 0, DateTimeKind.Utc), Assert.Single(recognition.Matches).AsOf);
        Assert.Equal("ventas_2011.csv", Assert.Single(recognition.Unmatched).Name);
        var read = await Exports.Read(recognition.Matches[0]);
        Assert.Equal(0, read.Totals.Rows);
        Assert.Equal(0m, read.Totals.ControlRows);
        Assert.Empty(read.Batches);
    }

    [Fact]
    public async Task Second_encoding_is_taken_where_the_first_does_not_fit()
    {
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var read = await Read("1;85123A;CAFÉ;1;2010-12-01 08:26;1,00;1;Spain\n", encoding: latin);
        Assert.Equal("CAFÉ", read.Value("product", "85123A", "name"));
        Assert.Empty(read.KeptOut);
    }

    [Fact]
    public async Task Packed_exports_are_read_like_plain_ones()
    {
        using var folder = new ExportFolder();
        using var bytes = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header + Rows));
        }
        var read = await folder.With("ventas_20101201.csv.gz", bytes.ToArray()).Read(ExampleContracts.Wholesale());
        Assert.Equal(8, read.Totals.Rows);
    }

    [Fact]
    public async Task Control_that_is_no_amount_is_counted_apart()
    {
        var read = await Read("536365;85123A;HOLDER;x;2010-12-01 08:26;2,55;1;Spain\n");
        Assert.Equal(1, read.Totals.ControlUnreadable);
        Assert.Equal(0m, read.Totals.ControlRows);
        Assert.Contains(Assert.Single(read.KeptOut).Problems, problem => problem is { Rule: "amount", Column: "Quantity", Value: "x" });
    }

    [Fact]
    public async Task Row_that_says_nothing_new_is_counted_as_repeated()
    {
        // A charge of unknown kind for the same invoice makes a record of its own; bad debt does not; so nothing here is repeated.
        Assert.Equal(0, (await Read()).Totals.Repeated);
    }
}
