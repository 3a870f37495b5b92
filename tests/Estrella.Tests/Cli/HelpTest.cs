using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Estrella.Cli.CommandLine;
using Xunit;

namespace Estrella.Tests.Cli;

public class HelpTest
{
    static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static TheoryData<string> Commands() => [.. All().Select(HelpPage.FullName)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_says_what_it_does_and_how_it_ends(string name)
    {
        var command = Named(name);
        Assert.False(string.IsNullOrWhiteSpace(command.Description));
        Assert.NotEmpty(HelpPage.ExamplesOf(command));
        if (command is Verb verb)
        {
            Assert.Contains(0, verb.ExitCodes);
            Assert.Contains(130, verb.ExitCodes);
            Assert.Equal(verb.ExitCodes.Order(), verb.ExitCodes);
        }
        var page = Page(command);
        var titles = page.Split('\n').Where(line => line.Length > 0 && line[0] != ' ' && !line.Contains(':', StringComparison.Ordinal)).ToList();
        Assert.Equal("Examples", titles[0]);
        Assert.Equal("Exit codes", titles[^1]);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_and_argument_is_described(string name)
    {
        var command = Named(name);
        Assert.All(command.Options.Where(option => !option.Hidden), option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), argument.Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_is_a_command_line_that_is_understood(string name)
    {
        foreach (var example in HelpPage.ExamplesOf(Named(name)))
        {
            var calls = example.Line.Split(["&&", "|"], StringSplitOptions.None).Select(part => part.Trim().Split(" > ")[0]).Where(part => part.StartsWith("estrella ", StringComparison.Ordinal)).ToList();
            foreach (var call in calls)
            {
                var words = call["estrella ".Length..].Replace('\'', '"');
                Assert.Empty(CommandTree.Build().Parse(words, Parsing).Errors.Select(error => $"{call}: {error.Message}"));
            }
        }
    }

    [Fact]
    public async Task The_reference_in_docs_is_the_help_as_it_is()
    {
        var made = await Executable.RunAsync(["--help-markdown"]);
        Assert.Equal(0, made.ExitCode);
        Assert.True(
            made.Output == Repository.Read("docs/cli.md"),
            "docs/cli.md differs from --help; renew it with: dotnet run --project src/Estrella.Cli -- --help-markdown > docs/cli.md");
    }

    [Fact]
    public async Task Help_is_a_result_and_goes_to_stdout()
    {
        var help = await Executable.RunAsync(["doctor", "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.StartsWith("estrella doctor: ", help.Output, StringComparison.Ordinal);
        Assert.Empty(help.Errors);
    }

    static IEnumerable<Command> All() => Below(CommandTree.Build());

    static IEnumerable<Command> Below(Command command) => command.Subcommands.Where(each => !each.Hidden).SelectMany(Below).Prepend(command);

    static Command Named(string name) => All().Single(command => HelpPage.FullName(command) == name);

    [SuppressMessage("Globalization", "CA1305", Justification = "no number is written")]
    static string Page(Command command)
    {
        using var text = new StringWriter { NewLine = "\n" };
        HelpPage.Write(command, text);
        return text.ToString();
    }
}
