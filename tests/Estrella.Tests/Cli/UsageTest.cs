using Xunit;

namespace Estrella.Tests.Cli;

public class UsageTest
{
    [Theory]
    [InlineData("doctr", "error: unknown command 'doctr'; did you mean 'doctor'?")]
    [InlineData("xyzzy", "error: unknown command 'xyzzy'; known are: ")]
    [InlineData("doctor --formt json", "error: unknown option '--formt'; did you mean '--format'?")]
    [InlineData("init --quite", "error: unknown option '--quite'; did you mean '--quiet'?")]
    [InlineData("doctor --format xml", "error: --format is 'xml', expected table, json, csv or md")]
    [InlineData("init one two", "error: 'two' is one argument too many")]
    [InlineData("doctor --project", "--project")]
    public async Task Wrong_usage_ends_with_2_and_says_what_was_meant(string line, string expected)
    {
        var ended = await Executable.RunAsync(line.Split(' '));
        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains(expected, ended.Errors, StringComparison.Ordinal);
        Assert.Contains("--help", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_help_is_shown_on_stderr_and_the_code_is_2()
    {
        var ended = await Executable.RunAsync([]);
        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.StartsWith("estrella: ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_connection_that_cannot_be_read_is_not_repeated()
    {
        var ended = await Executable.RunAsync(["doctor", "--database", "Host=localhost;Pasword=hunter2;=x", "--verbose"]);
        Assert.Equal(2, ended.ExitCode);
        Assert.DoesNotContain("hunter2", ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_ends_with_6()
    {
        var ended = await Executable.RunAsync(["doctor", "--database", "Host=127.0.0.1;Port=1;Username=nobody;Database=shop"]);
        Assert.Equal(6, ended.ExitCode);
        Assert.Contains("127.0.0.1:1/shop (--database)", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_leaves_stderr_empty()
    {
        using var folder = new TemporaryFolder();
        var ended = await Executable.RunAsync(["init", "shop", "--quiet"], folder.Path);
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(ended.Errors);
    }

    [Fact]
    public async Task No_escape_code_is_written_where_there_is_no_terminal()
    {
        var ended = await Executable.RunAsync(["doctor"]);
        Assert.DoesNotContain('\u001b', ended.Output + ended.Errors);
        Assert.DoesNotContain('\r', ended.Output + ended.Errors);
    }
}
