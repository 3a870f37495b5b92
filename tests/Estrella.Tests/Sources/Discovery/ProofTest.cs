using System.Globalization;
using System.Text.RegularExpressions;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>The proofs behind the lines of a draft: every finding has one, its figure is what its counts make it.</summary>
public sealed partial class ProofTest
{
    /// <summary>The longest comment of the corpus before proofs had figures.</summary>
    private const int Longest = 152;

    // Said by the format, not found: version, names, what the shop must say itself, tests that repeat what their kinds say.
    private static readonly string[] NotFound = ["contract", "source", "as_of", "exports", "files", "kinds", "when", "set_aside", "optional"];

    [Theory]
    [InlineData(0, 0, 1, "0.50")]
    [InlineData(3, 3, 1, "0.80")]
    [InlineData(3, 3, 2, "0.40")]
    [InlineData(200, 200, 1, "1.00")]
    [InlineData(9993, 9994, 1, "0.99")]
    [InlineData(0, 8, 1, "0.10")]
    public void Figure_is_the_chance_that_the_next_row_agrees(long agreeing, long seen, int readings, string figure) =>
        Assert.Equal($"{figure}: words", (Proof.Of(agreeing, seen, "words") with { Readings = readings }).ToString());

    [Fact]
    public void Of_several_statements_in_a_line_the_least_sure_counts() =>
        Assert.Equal("0.67: three of four; one of one; no count", Proof.Least([Proof.Of(3, 4, "three of four"), null, Proof.Of(1, 1, "one of one"), new Proof("no count")])!.ToString());

    /// <summary>Ten orders of five customers, four of whom the other file knows; each figure by hand, beside it.</summary>
    [Fact]
    public void Figures_are_made_of_what_the_rows_hold()
    {
        using var folder = new ExportFolder();
        folder.With("customers.csv", "customer_id,name,email\nc1,Ana,ana@example.org\nc2,Bea,bea@example.org\nc3,Caro,caro@example.org\nc4,Dora,ask at the desk\n");
        folder.With("orders.csv", "order_id,customer_id,order_date,status,total,total value,discount\n" + string.Concat(Enumerable.Range(1, 10).Select(each =>
            $"{each},{(each == 10 ? "x9" : $"c{(each - 1) % 4 + 1}")},2024-05-{each + 12},{(each == 7 ? "elsewhere" : "delivered")},{each}.50,{each}.75,{(each == 2 ? "yes" : "no")}\n")));
        var draft = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken).Contract;
        // Rows can check what email, order_date, status, total, total value and discount say; a discount of words is none:
        // 5 of 6, (5 + 1) / (6 + 2).
        Says(draft, "first_name: name", "0.75: its name; rows bear out 5 of the 6 names they can check");
        // (3 + 1) / (4 + 2)
        Says(draft, "email: email", "0.67: 3 of 4 are e-mail addresses");
        // (4 + 1) / (4 + 2)
        Says(draft, "id: customer_id", "0.83: 4 of 4 rows have an id of their own");
        // (4 + 1) / (5 + 2)
        Says(draft, "customer: customer_id", "0.71: 4 of 5 are ids of customers.csv");
        // (10 + 1) / (10 + 2)
        Says(draft, "ordered_at: order_date", "0.92: 10 of 10 fit yyyy-MM-dd");
        // (9 + 1) / (10 + 2)
        Says(draft, "status: status", "0.83: 9 of 10 are words of the vocabulary; not mapped, loaded in no scope: elsewhere");
        // (10 + 1) / (10 + 2) / 2: another column says it as well.
        Says(draft, "total: total", "0.46: 10 numbers, 1.5 to 10.5; decimal point: 10 of 10 numbers can be nothing else: line 2 is 1.50; as well said by total value");
        // One file of one: (1 + 1) / (1 + 2).
        Says(draft, "holds: all", "0.67: one file: what is absent is gone");
    }

    [Fact]
    public void Every_finding_of_the_corpus_has_its_proof_in_one_line_no_longer_than_before()
    {
        var lines = 0;
        foreach (var folder in CorpusFolder.All)
        {
            foreach (var line in folder.Discover().Contract.Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')))
            {
                var (stated, told) = line.IndexOf("  # ", StringComparison.Ordinal) is var at and > 0 ? (line[..at].Trim(), line[(at + 4)..]) : (line.Trim(), "");
                Assert.True(told.Length <= Longest, $"{folder.Name}: {told.Length} letters: {line}");
                if (NotFound.Contains(stated.TrimStart('-', ' ').Split(':')[0]) || stated == "currency: unknown" || FileName().IsMatch(line))
                    continue;
                lines++;
                Assert.True(Figure().Match(told) is { Success: true } found && decimal.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) is > 0 and <= 1, $"{folder.Name}: {line}");
            }
        }
        Assert.True(lines > 1000, $"{lines}");
    }

    [Fact]
    public void Files_that_number_their_customers_each_for_itself_are_asked_about()
    {
        using var folder = new ExportFolder();
        folder.With("web_customers.csv", "customer_id,name,email\n1,Ana,ana@example.org\n2,Bea,bea@example.org\n3,Caro,caro@example.org\n");
        folder.With("shop_customers.csv", "customer_id,name,email\n1,Dan,dan@example.org\n2,Eve,eve@example.org\n3,Caro,caro@example.org\n");
        var asked = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);
        var question = Assert.Single(asked.Questions);
        Assert.Equal("web_customers.csv: customer_id", question.Where);
        Assert.StartsWith("2 of 3 ids that stand in another file of customers, too, are somebody else there", question.Problem, StringComparison.Ordinal);
        Assert.Empty(Discoverer.Discover(folder.Path, null, null, Answers.Parse(["web_customers.customer_id=same"], null), null, TestContext.Current.CancellationToken).Questions);
    }

    private static void Says(string draft, string line, string proof) =>
        Assert.Equal(proof, draft.Split('\n').Where(each => each.TrimStart().StartsWith(line, StringComparison.Ordinal)).Select(each => each[(each.IndexOf("  # ", StringComparison.Ordinal) + 4)..]).FirstOrDefault());

    [GeneratedRegex(@"^([01]\.[0-9]{2}): \S")]
    private static partial Regex Figure();

    // The head of an export names the file and counts its rows.
    [GeneratedRegex("^  [^ ]")]
    private static partial Regex FileName();
}
