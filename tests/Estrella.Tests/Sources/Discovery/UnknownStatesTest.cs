using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Orders in a state that is no word of the dictionary, where no other word says that one was cancelled: a person says what they are.</summary>
public sealed class UnknownStatesTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public UnknownStatesTest() => folder.Write("orders.csv", """
        order_id,order_date,customer_id,total,status
        701,2024-03-04,U1,40.00,Delivered
        702,2024-03-11,U2,25.00,Zorbed
        703,2024-03-19,U1,60.00,Delivered
        704,2024-03-27,U3,15.00,Zorbed
        705,2024-04-05,U2,80.00,Shipped
        706,2024-04-18,U3,35.00,Not delivered

        """);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_asked_of_the_word_and_not_of_one_that_says_not_yet()
    {
        var question = Assert.Single(Discover().Questions);
        Assert.Equal("orders.status.others", question.Key);
        Assert.Equal(["processing", "cancelled"], question.Choices);
        Assert.Contains("orders that say Zorbed;", question.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("processing")]
    [InlineData("cancelled")]
    public void The_answer_stands_in_the_map(string answer)
    {
        var found = Discover($"orders.status.others={answer}");
        Assert.Empty(found.Questions);
        Assert.Contains($"map: {{ Delivered: delivered, Shipped: shipped, Zorbed: {answer} }}", found.Contract, StringComparison.Ordinal);
        Assert.Contains("loaded in no scope: Not delivered", found.Contract, StringComparison.Ordinal);
    }

    /// <summary>One cancelled order, and the column has another word for it: the unknown one is a sale.</summary>
    [Fact]
    public void Beside_a_word_for_what_was_cancelled_nothing_is_asked()
    {
        folder.Write("orders.csv", File.ReadAllText(Path.Combine(folder.Path, "orders.csv")) + "707,2024-04-25,U1,12.00,Cancelled\n");
        var found = Discover();
        Assert.Empty(found.Questions);
        Assert.Contains("Zorbed: processing", found.Contract, StringComparison.Ordinal);
        Assert.Contains("sold, since what was cancelled says Cancelled: Zorbed", found.Contract, StringComparison.Ordinal);
    }

    private Discovered Discover(params string[] answers) =>
        Discoverer.Discover(folder.Path, null, null, Answers.Parse(answers, null), null, TestContext.Current.CancellationToken);
}
