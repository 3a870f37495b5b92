using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>
/// Two tables of documents with the same headings, each with lines, of which the second names the first: credit notes, the
/// same sales once more, or sales of their own. No row tells, so a person does.
/// </summary>
public sealed class DocumentsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DocumentsTest()
    {
        folder.Write("dca.csv", """
            document_no,posting_date,customer_code,reference_no,document_total
            E-101,2024-03-04,Q1,,60.00
            E-102,2024-03-12,Q2,,45.00
            E-103,2024-03-18,Q1,,80.00
            E-104,2024-03-25,Q3,,30.00
            E-105,2024-04-02,Q2,,100.00
            E-106,2024-04-16,Q3,,20.00

            """);
        folder.Write("dca_lines.csv", """
            document_no,line_no,item_code,quantity,unit_price
            E-101,1,AX,3,20.00
            E-102,1,BX,3,15.00
            E-103,1,AX,1,20.00
            E-103,2,CX,2,30.00
            E-104,1,BX,2,15.00
            E-105,1,AX,5,20.00
            E-106,1,AX,1,20.00

            """);
        folder.Write("dcb.csv", """
            document_no,posting_date,customer_code,reference_no,document_total
            K-11,2024-03-22,Q1,E-101,20.00
            K-12,2024-03-28,Q1,E-103,30.00
            K-13,2024-04-09,Q2,E-105,40.00
            K-14,2024-04-23,Q3,E-104,15.00

            """);
        folder.Write("dcb_lines.csv", """
            document_no,line_no,item_code,quantity,unit_price
            K-11,1,AX,1,20.00
            K-12,1,CX,1,30.00
            K-13,1,AX,2,20.00
            K-14,1,BX,1,15.00

            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_an_answer_it_is_asked_and_the_second_is_held_back()
    {
        var found = Discover();
        var question = Assert.Single(found.Questions);
        Assert.Equal("dcb.document_no", question.Key);
        Assert.Equal(["returns", "again", "sales"], question.Choices);
        Assert.StartsWith("dcb.csv: document_no: reference_no of dcb.csv names 4 documents of dca.csv, and both have lines", question.Line, StringComparison.Ordinal);
        // Header and lines of the second, and none of the first.
        Assert.Equal(["all", "all", "undecided", "undecided"], Holds(found));
    }

    [Fact]
    public void Returns_take_back_by_their_lines_and_the_header_gives_no_more_than_day_and_customer()
    {
        var found = Discover("dcb.document_no=returns");
        Assert.Empty(found.Questions);
        Assert.Equal(["all", "all", "all", "all"], Holds(found));
        Assert.Equal(["dca.csv: customer, order", "dca_lines.csv: product, order_line", "dcb.csv: customer, order", "dcb_lines.csv: product, return"], Told(found));
        // The first's total is sold; were the second's, a credit note would be a sale, too.
        Assert.Single(found.Contract.Split('\n'), line => line.StartsWith("      total: document_total", StringComparison.Ordinal));
    }

    [Fact]
    public void What_tells_the_sales_again_is_left_with_its_lines()
    {
        var found = Discover("dcb.document_no=again");
        Assert.Empty(found.Questions);
        Assert.Equal(["dca.csv: customer, order", "dca_lines.csv: product, order_line"], Told(found));
        Assert.Equal(
            ["dcb.csv: reference_no of dcb.csv names 4 documents of dca.csv: a person said that they tell those sales again", "dcb_lines.csv: its documents are those of dcb.csv"],
            found.NotUnderstood.Select(each => $"{each.Name}: {each.Reason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sales_of_their_own_are_sold_beside_the_first()
    {
        var found = Discover("dcb.document_no=sales");
        Assert.Empty(found.Questions);
        Assert.Equal(["all", "all", "all", "all"], Holds(found));
        Assert.Equal(["dca.csv: customer, order", "dca_lines.csv: product, order_line", "dcb.csv: customer, order", "dcb_lines.csv: product, order_line"], Told(found));
        Assert.Equal(2, found.Contract.Split('\n').Count(line => line.StartsWith("      total: document_total", StringComparison.Ordinal)));
    }

    /// <summary>Where rows tell, nobody is asked: the chain's documents that have lines are the sales, and amounts of known orders are none.</summary>
    [Theory]
    [InlineData("delivery-notes-collected-es", "facturas.csv: Factura of albaranes.csv names 5 documents of facturas.csv: its documents tell the sales of albaranes.csv again, whose lines are known")]
    [InlineData("orders-and-settlements", "settlement.csv: its rows are amounts of orders that orders.csv tells: total_amount differs within 6 of 6 orders with several rows")]
    public void What_rows_tell_again_is_left_and_the_reason_said(string corpus, string why) =>
        Assert.Contains(why, CorpusFolder.Get(corpus).Discover().NotUnderstood.Select(each => $"{each.Name}: {each.Reason}"));

    private Discovered Discover(params string[] answers) => Discoverer.Discover(folder.Path, null, null, Answers.Parse(answers, null), null, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Holds(Discovered found) =>
        found.Contract.Split('\n').Where(line => line.StartsWith("    holds: ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[1]);

    private static IEnumerable<string> Told(Discovered found) => found.Files.Select(each => $"{each.Name}: {each.Entities}").Order(StringComparer.Ordinal);
}
