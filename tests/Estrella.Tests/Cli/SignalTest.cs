using System.Diagnostics;
using Estrella.Foundation;
using Estrella.Tests.Foundation;
using Estrella.Tests.Stories;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>A run that is told to end within its publication, and those that come while it goes on.</summary>
public sealed class SignalTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Run_that_is_told_to_end_publishes_nothing_and_the_one_that_waited_does(string signal)
    {
        Prerequisite.Need(!OperatingSystem.IsWindows(), "signals");
        using var shop = new NightlyShop(publishWait: "10 min");
        var database = await TestServer.MigratedDatabaseAsync();
        await shop.RunAsync(database);
        var before = await SoldAsync(database);
        var night = shop.Next();
        string[] run = ["run", night, "--database", database + ";Pooling=false"];

        await using var holder = new NpgsqlConnection(database + ";Pooling=false");
        await holder.OpenAsync(Cancellation);
        await ExecuteAsync(holder, "begin; lock table core.order_line in access exclusive mode");
        using var first = Executable.Start(run, shop.Path);
        await ReadUntilAsync(first, line => line == "core");
        using var waiting = Executable.Start(run, shop.Path);
        await ReadUntilAsync(waiting, line => line.StartsWith("wait", StringComparison.Ordinal));
        var leaving = await Executable.RunAsync([.. run, "--no-wait"], shop.Path);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{first.Id}"]))
            await kill.WaitForExitAsync(Cancellation);
        var told = await Executable.EndAsync(first);

        Assert.True(leaving.ExitCode == ExitCode.LockHeld, leaving.Errors);
        Assert.Contains($"another run holds the lock: estrella run, {Environment.UserName} on {Environment.MachineName}, process {first.Id}", leaving.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Cancelled, told.ExitCode);
        Assert.EndsWith("error: cancelled; nothing was published\n", told.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await SoldAsync(database));
        Assert.Equal("failed: cancelled; nothing was published", await Undisturbed.TextAsync(database, "select state || ': ' || message from estrella.run where run_no = 2"));
        await ExecuteAsync(holder, "rollback");
        var ended = await Executable.EndAsync(waiting);
        Assert.True(ended.ExitCode == ExitCode.Done, ended.Errors);
        Assert.Equal($"{shop.Sold:0.00}", $"{decimal.Parse(await SoldAsync(database), System.Globalization.CultureInfo.InvariantCulture):0.00}");
    }

    private static async Task ReadUntilAsync(Process process, Func<string, bool> isIt)
    {
        while (await process.StandardError.ReadLineAsync(Cancellation) is { } line && !isIt(line))
            continue;
    }

    private static Task<string> SoldAsync(string database) => Undisturbed.TextAsync(
        database, "select sum(gross_amount)::text from star.fact_sales");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
