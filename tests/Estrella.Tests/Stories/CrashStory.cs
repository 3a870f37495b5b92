using System.Diagnostics;
using Estrella.Foundation.Embedded;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>
/// Killed at points spread over a whole run, the process or the server: what readers see is the night before or the night
/// itself, and the next run ends where an undisturbed one would.
/// </summary>
public abstract class CrashStory : IAsyncLifetime
{
    private const int Points = 25;
    private const int PointsOfNight = 6;

    private readonly string home = TestServer.NewHome();
    private readonly NightlyShop shop = new();
    private EmbeddedServerOptions options = null!;
    private string reference = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var test = await TestServer.OptionsAsync(home);
        // A server as users have it: what was committed outlives its end.
        options = new EmbeddedServerOptions(shop.Path) { HomeFolder = home, BinariesFolder = test.BinariesFolder };
        reference = await TestServer.MigratedDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        shop.Dispose();
        await TestServer.RemoveAsync(home);
    }

    /// <param name="what">process or server</param>
    protected async Task KillAtEveryPointAsync(string what)
    {
        var night = shop.Next();
        var lines = await FinishAsync(night);
        await shop.RunAgainAsync(reference);

        var turn = TestServer.Turn(Enumerable.Range(0, Points));
        for (var at = 0; at < turn.Count; at++)
        {
            if (at % PointsOfNight == 0)
            {
                if (at > 0)
                    await FinishAsync(night);
                await AgreesAsync();
                night = shop.Next();
            }
            var before = await SoldAsync(reference);
            var line = (turn[at] * lines / Points) + 1;
            await KillAsync(night, what, line);
            var seen = await SoldAsync((await EmbeddedServer.StartAsync(options, null, Cancellation)).ConnectionString);
            Assert.True(seen == before || seen == shop.Sold, $"killed after line {line} of {lines}: {seen} is neither {before} nor {shop.Sold}");
            if (at % PointsOfNight == PointsOfNight - 1)
                await shop.RunAgainAsync(reference);
        }
        await FinishAsync(night);
        await shop.RunAgainAsync(reference);
        await AgreesAsync();
    }

    /// <summary>Runs a night undisturbed; how many lines of progress that takes.</summary>
    private async Task<int> FinishAsync(string night)
    {
        using var process = Start(night);
        var ended = await Executable.EndAsync(process);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return ended.Errors.Split('\n').Length;
    }

    /// <summary>Kills when so many lines of progress were said; a run that ends before that has published.</summary>
    private async Task KillAsync(string night, string what, int line)
    {
        using var process = Start(night);
        for (var said = 0; said < line; said++)
        {
            if (await process.StandardError.ReadLineAsync(Cancellation) is null)
                break;
        }
        if (what == "process")
            process.Kill();
        else
            Process.GetProcessById((await EmbeddedServer.StatusAsync(options)).ProcessId!.Value).Kill();
        var ended = await Executable.EndAsync(process);
        if (what == "server")
            Assert.True(ended.ExitCode is 0 or 1 or 6, $"exit {ended.ExitCode}: {ended.Errors}");
    }

    private Process Start(string night) => Executable.Start(
        ["run", night, "--verbose"], shop.Path, ("ESTRELLA_HOME", home), ("ESTRELLA_POSTGRES", options.BinariesFolder));

    private async Task AgreesAsync() =>
        await Undisturbed.AgreesAsync(reference, (await EmbeddedServer.StartAsync(options, null, Cancellation)).ConnectionString);

    private static async Task<decimal> SoldAsync(string connectionString) =>
        decimal.Parse(await Undisturbed.TextAsync(connectionString, "select sum(gross_amount)::text from star.fact_sales"), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Apart from the other, so that both may wait at once.</summary>
public sealed class ProcessCrashStory : CrashStory
{
    [Fact]
    public Task A_run_killed_at_any_point_leaves_the_night_before_or_the_night_itself() => KillAtEveryPointAsync("process");
}

/// <summary>The server ends as if the power had gone for it alone.</summary>
public sealed class ServerCrashStory : CrashStory
{
    [Fact]
    public Task A_server_killed_at_any_point_leaves_the_night_before_or_the_night_itself() => KillAtEveryPointAsync("server");
}
