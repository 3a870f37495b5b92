using System.Diagnostics;
using Estrella.Foundation.Embedded;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>
/// The disk of the embedded server runs full at points spread over a first load and over a night: the run says so, nothing is
/// half published, and once there is room the next run ends where an undisturbed one would.
/// </summary>
public sealed class DiskFullStory : IDisposable
{
    private const int Kilobyte = 1024;

    private readonly NightlyShop shop = new(publishWait: "10 min");
    private readonly HashSet<string> steps = [];
    private EmbeddedServerOptions options = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task A_full_disk_at_any_point_publishes_nothing_and_the_next_run_goes_on_by_itself()
    {
        await using var disk = await SmallDisk.MountAsync();
        options = new EmbeddedServerOptions(shop.Path) { HomeFolder = disk.Path, BinariesFolder = (await TestServer.OptionsAsync(disk.Path)).BinariesFolder };
        var reference = await TestServer.MigratedDatabaseAsync();

        var night = shop.Next();
        await LayInLogAsync(12);
        foreach (var free in new[] { 1_500, 4_300, 12_000 })
            await FailAsync(disk, night, free * Kilobyte);
        disk.Fill(6_000 * Kilobyte);
        await FailAsync(night);
        await disk.GrowAsync(100);
        await FinishAsync(night);
        disk.Empty();
        await shop.RunAgainAsync(reference);
        await AgreesAsync(reference);

        var before = await SoldAsync();
        night = shop.Next();
        await LayInLogAsync(12);
        foreach (var free in new[] { 0, 200, 700, 1_400 })
        {
            await FailAsync(disk, night, free * Kilobyte);
            Assert.Equal(before, await SoldAsync());
        }
        await LoseServerAsync(disk, night);
        await FinishAsync(night);
        await shop.RunAgainAsync(reference);
        await AgreesAsync(reference);
        Assert.Superset(new HashSet<string> { "read", "core", "star" }, steps);
    }

    /// <summary>Runs with so much room, and makes room again.</summary>
    private async Task FailAsync(SmallDisk disk, string night, long freeBytes)
    {
        disk.Fill(freeBytes);
        await FailAsync(night);
        disk.Empty();
    }

    private async Task FailAsync(string night)
    {
        using var process = Start(night);
        Refused(await Executable.EndAsync(process));
    }

    private void Refused(Ended ended)
    {
        Assert.True(ended.ExitCode == 1, $"exit {ended.ExitCode}: {ended.Errors}");
        Assert.Contains("error: the disk of the database is full: ", ended.Errors);
        Assert.Contains($"next: make room on the disk that holds {EmbeddedServer.DataOf(options)}, then run the same again", ended.Errors);
        Assert.DoesNotContain("   at ", ended.Errors);
        steps.UnionWith(ended.Errors.Split('\n'));
    }

    /// <summary>Its own log is what the server has no room for, while a run waits within its publication: the server ends.</summary>
    private async Task LoseServerAsync(SmallDisk disk, string night)
    {
        var server = await EmbeddedServer.StartAsync(options, null, Cancellation);
        await using var holder = await OpenAsync(server);
        await ExecuteAsync(holder, "begin; lock table core.order_line in access exclusive mode");
        using var process = Start(night);
        while (await process.StandardError.ReadLineAsync(Cancellation) is { } line && line != "core")
            steps.Add(line);
        disk.Fill(0);
        await using (var writer = await OpenAsync(server))
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => WriteLogAsync(writer, 100));
        Refused(await Executable.EndAsync(process));
        using (var again = Start(night))
            Refused(await Executable.EndAsync(again));
        disk.Empty();
    }

    /// <summary>Runs undisturbed.</summary>
    private async Task FinishAsync(string night)
    {
        using var process = Start(night);
        var ended = await Executable.EndAsync(process);
        Assert.True(ended.ExitCode == 0, ended.Errors);
    }

    /// <summary>Pieces of log made beforehand, as a server has them that has worked for a while: else they are what is short first.</summary>
    private async Task LayInLogAsync(int pieces)
    {
        await using var connection = await OpenAsync(await EmbeddedServer.StartAsync(options, null, Cancellation));
        await WriteLogAsync(connection, pieces);
        await ExecuteAsync(connection, "checkpoint");
    }

    private static async Task WriteLogAsync(NpgsqlConnection connection, int pieces)
    {
        for (var piece = 0; piece < pieces; piece++)
            // A message is in the log alone: a table could be what finds no room first, and the server would go on.
            await ExecuteAsync(connection, "select pg_logical_emit_message(true, 'fill', 'a piece of log'); select pg_switch_wal()");
    }

    private Process Start(string night) => Executable.Start(
        ["run", night], shop.Path, ("ESTRELLA_HOME", options.HomeFolder), ("ESTRELLA_POSTGRES", options.BinariesFolder));

    private async Task AgreesAsync(string reference) =>
        await Undisturbed.AgreesAsync(reference, (await EmbeddedServer.StartAsync(options, null, Cancellation)).ConnectionString);

    private async Task<string> SoldAsync() => await Undisturbed.TextAsync(
        (await EmbeddedServer.StartAsync(options, null, Cancellation)).ConnectionString, "select sum(gross_amount)::text || ' in ' || count(*) from star.fact_sales");

    private static async Task<NpgsqlConnection> OpenAsync(EmbeddedServer server)
    {
        var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
