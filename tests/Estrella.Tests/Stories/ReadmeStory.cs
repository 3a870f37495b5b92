using System.Text;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>README's session, line by line: what it shows is what a reader gets. A line with only … stands for lines left out.</summary>
public class ReadmeStory
{
    const string Prompt = "$ estrella ";

    [Fact]
    public async Task The_session_in_the_readme_is_what_happens()
    {
        using var folder = new TemporaryFolder();
        var database = await TestServer.NewDatabaseAsync();
        var renewed = new StringBuilder();
        var differs = false;
        foreach (var (command, shown) in Session())
        {
            var ended = await Executable.RunAsync(Words(command), folder.Path, ("ESTRELLA_DATABASE", database));
            Assert.True(ended.ExitCode == 0, $"{command}: {ended.ExitCode}: {ended.Errors}");
            var given = ended.Output.TrimEnd('\n').Split('\n');
            differs |= !Matches(shown, given);
            renewed.Append("$ estrella ").AppendLine(command).AppendLine(ended.Output);
        }
        Assert.False(differs, $"README.md and README.es.md show another session; renew their blocks by what happens now:\n{renewed}");
    }

    static IEnumerable<(string Command, string[] Shown)> Session()
    {
        var blocks = Repository.Read("README.md").Split("```console\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]);
        foreach (var part in blocks.SelectMany(block => block.Split(Prompt).Skip(1)))
        {
            var lines = part.TrimEnd('\n').Split('\n');
            yield return (lines[0], lines[1..]);
        }
    }

    // Blank lines at the end of a line are not seen, nor kept by editors.
    static bool Matches(ReadOnlySpan<string> shown, ReadOnlySpan<string> given)
    {
        if (shown.Length == 0)
            return given.Length == 0 || given is [""];
        if (shown[0] == "…")
        {
            for (var skipped = 0; skipped <= given.Length; skipped++)
            {
                if (Matches(shown[1..], given[skipped..]))
                    return true;
            }
            return false;
        }
        return given.Length > 0 && shown[0].TrimEnd() == given[0].TrimEnd() && Matches(shown[1..], given[1..]);
    }

    static string[] Words(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
