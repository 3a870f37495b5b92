using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Estrella.Tests.House;

/// <summary>What must not stand in the tree, each with its reason.</summary>
public partial class TreeTest
{
    // Words are put together here, so that this file does not find itself.
    static readonly (string Pattern, string Reason)[] Unwanted =
    [
        (@"https?://[a-z0-9.-]*(" + string.Join('|', "nuget", "npmjs", "debian") + ")[.]org", "packages come from whatever registry the machine is set up with"),
        (string.Join('|', "Not" + "Implemented" + "Exception", @"\bTO" + @"DO\b", @"\bFIX" + @"ME\b", @"\bHA" + @"CK\b"), "what is in the tree is finished"),
        (@"catch\s*(\([^)]*\))?\s*\{\s*\}", "an error that is swallowed is a lie"),
    ];

    [Fact]
    public void Nothing_unwanted_stands_in_the_tree()
    {
        var found =
            from file in Tracked()
            where IsText(file)
            let text = File.ReadAllText(Path.Combine(Repository.Root, file))
            from rule in Unwanted
            from Match match in Regex.Matches(text, rule.Pattern)
            select $"{file}:{text[..match.Index].Count(letter => letter == '\n') + 1}: {match.Value} ({rule.Reason})";
        Assert.Empty(found);
    }

    [Fact]
    public void Files_stay_of_a_size_one_can_read()
    {
        var tooLong =
            from file in Tracked()
            let limit = Path.GetExtension(file) switch { ".cs" => 400, ".sql" => 100, _ => int.MaxValue }
            where limit < int.MaxValue && !file.Contains("/Migrations/", StringComparison.Ordinal)
            let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
            where lines > limit
            select $"{file} has {lines} lines, at most {limit}: is it two things?";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Build_output_and_secrets_are_not_tracked() =>
        Assert.DoesNotContain(Tracked(), file => BuildOutput().IsMatch(file) || Path.GetFileName(file) == ".env");

    static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".sql" or ".yml" or ".yaml" or ".md" or ".json" or ".csproj" or ".props" or ".slnx" or ".example" or ""
        && Path.GetFileName(file) != "packages.lock.json";

    static List<string> Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return [.. files.Where(file => File.Exists(Path.Combine(Repository.Root, file)))];
    }

    [GeneratedRegex("(^|/)(obj|bin|node_modules|TestResults|[.]vs)/")]
    private static partial Regex BuildOutput();
}
