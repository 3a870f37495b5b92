using System.Text.RegularExpressions;
using Xunit;

namespace Estrella.Tests.House;

public partial class ReadmeTest
{
    [Fact]
    public void Both_languages_show_the_same_session() =>
        Assert.Equal(Blocks("README.md"), Blocks("README.es.md"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.es.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    public void Links_lead_somewhere(string page)
    {
        foreach (var link in Link().Matches(Repository.Read(page)).Select(match => match.Groups["to"].Value))
        {
            if (!link.StartsWith("http", StringComparison.Ordinal))
                Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), $"{page} links to {link}");
        }
    }

    [Fact]
    public void The_two_commands_come_first()
    {
        string[] commands = ["dotnet run --project src/Estrella.Cli -- demo", "dotnet test"];
        Assert.Equal(commands, Blocks("README.md")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..^1]);
    }

    static List<string> Blocks(string page) => [.. Block().Matches(Repository.Read(page)).Select(match => match.Value)];

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<to>[^)#]+)\)")]
    private static partial Regex Link();
}
