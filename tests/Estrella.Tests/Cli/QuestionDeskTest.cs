using Estrella.Cli.Output;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>A person at the terminal: the choices are shown with what they make of the rows, and asked until one is taken.</summary>
public sealed class QuestionDeskTest
{
    private static readonly DraftQuestion Question = new("ventas.csv: Fecha", "'03/04/2024' is day and month or month and day: no row decides", ["dd/MM/yyyy", "MM/dd/yyyy"])
    {
        Key = "ventas.Fecha",
        Meanings = ["line 2, 03/04/2024, is 3 April 2024", "line 2, 03/04/2024, is 4 March 2024"],
    };

    [Theory]
    [InlineData("2\n", "MM/dd/yyyy")]
    [InlineData("7\nboth\n1\n", "dd/MM/yyyy")]
    [InlineData("MM/dd/yyyy\n", "MM/dd/yyyy")]
    [InlineData("\n", null)]
    [InlineData("", null)]
    public void One_of_the_choices_is_taken_or_none(string typed, string? taken)
    {
        using var screen = new StringWriter();
        Assert.Equal(taken, new QuestionDesk(new StringReader(typed), screen).Ask(Question));
        Assert.Contains("line 2, 03/04/2024, is 4 March 2024", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_is_asked_once_for_a_column()
    {
        var asked = 0;
        var answers = Answers.Parse([], _ =>
        {
            asked++;
            return "dd/MM/yyyy";
        });
        Assert.Equal("dd/MM/yyyy", answers.Of(Question));
        Assert.Equal("dd/MM/yyyy", answers.Of(Question));
        Assert.Equal(1, asked);
    }
}
