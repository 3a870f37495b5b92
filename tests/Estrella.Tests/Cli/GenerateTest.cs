using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Estrella.Tests.Cli;

public class GenerateTest
{
    [Fact]
    public async Task Generate_lists_what_it_wrote_and_overwrites_nothing()
    {
        using var folder = new TemporaryFolder();
        var ended = await Executable.RunAsync(["generate", "shop", "--orders", "20", "--format", "json"], folder.Path);
        Assert.Equal(0, ended.ExitCode);
        using var files = JsonDocument.Parse(ended.Output);
        foreach (var file in files.RootElement.EnumerateArray())
        {
            var written = new FileInfo(Path.Combine(folder.Path, "shop", file.GetProperty("file").GetString()!));
            Assert.Equal(written.Length, file.GetProperty("bytes").GetInt64());
        }
        Assert.Contains("next: estrella run shop", ended.Errors, StringComparison.Ordinal);

        var again = await Executable.RunAsync(["generate", "shop", "--orders", "20"], folder.Path);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("holds CSV files already", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--orders 5", "--orders is 5, expected 10 or more")]
    [InlineData("--dirt 2", "--dirt is 2, expected a ratio from 0 to 0.2")]
    [InlineData("--orders many", "'many'")]
    public async Task A_number_that_cannot_be_is_refused(string option, string expected)
    {
        using var folder = new TemporaryFolder();
        var ended = await Executable.RunAsync(["generate", "shop", .. option.Split(' ')], folder.Path);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(expected, ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "shop")));
    }

    [Fact]
    public async Task A_request_to_end_is_a_cancellation_with_130()
    {
        using var folder = new TemporaryFolder();
        using var process = Executable.Start(["generate", "shop", "--orders", "1000000"], folder.Path);
        while (!File.Exists(Path.Combine(folder.Path, "shop", "tienda_pedidos.csv")))
        {
            Assert.False(process.HasExited);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var ended = await Executable.EndAsync(process);
        Assert.Equal(130, ended.ExitCode);
        Assert.Equal("error: cancelled\n", ended.Errors);
    }
}
