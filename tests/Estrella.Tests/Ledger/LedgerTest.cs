using Estrella.Core;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Ledger;

public class LedgerTest
{
    private static readonly DateTime Day = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Database_without_a_run_has_an_empty_ledger()
    {
        var reader = new LedgerReader(await TestServer.NewDatabaseAsync());

        Assert.Empty(await reader.RunsAsync(cancellation: TestContext.Current.CancellationToken));
        Assert.Null(await reader.RunAsync(cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(0, await reader.KeptOutCountAsync(new KeptFilter(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_that_publishes_nothing_still_shows_what_it_kept_out()
    {
        var database = await NewLedgerAsync();
        await using var writer = await LedgerWriter.OpenAsync(database, TestContext.Current.CancellationToken);
        var runNo = await writer.BeginRunAsync("1.0", "run data", TestContext.Current.CancellationToken);
        var fileNo = await writer.AddFileAsync(runNo, await FileAsync(writer, "abc"), isKnown: false, TestContext.Current.CancellationToken);
        for (var line = 2; line < 2_502; line++)
            await writer.KeepOutAsync(
                new QuarantinedRow(fileNo, line, 1.5m, "a;\0b", [
                    new CellProblem(4, "total", "N/A", "amount", "total is 'N/A', expected an amount such as 19.90", "correct it"),
                    new CellProblem(null, null, null, "cells", "too few", "add them"),
                ]),
                TestContext.Current.CancellationToken);
        await writer.FileReadAsync(fileNo, 2_500, 1, TestContext.Current.CancellationToken);
        await writer.WriteTotalsAsync([new ControlTotal(fileNo, Verdict.Quarantined, 2_500, 3_750m, 0, "Total")], TestContext.Current.CancellationToken);
        await writer.StepAsync(runNo, "read", Day, TimeSpan.FromMilliseconds(12), 2_500, TestContext.Current.CancellationToken);
        await writer.EndRunAsync(runNo, "refused", "too many rows kept out", TestContext.Current.CancellationToken);

        var reader = new LedgerReader(database);
        var detail = await reader.RunAsync(cancellation: TestContext.Current.CancellationToken);
        var page = await reader.KeptOutAsync(new KeptFilter(), 2, 2, TestContext.Current.CancellationToken);

        Assert.Equal(("refused", false, "too many rows kept out"), (detail!.Run.State, detail.Run.IsPublished, detail.Run.Message));
        Assert.Equal(new ControlTotal(fileNo, Verdict.Quarantined, 2_500, 3_750m, 0, "Total"), Assert.Single(Assert.Single(detail.Files).Totals));
        Assert.Equal("read", Assert.Single(detail.Steps).Name);
        Assert.Equal(2_500, await reader.KeptOutCountAsync(new KeptFilter(runNo), TestContext.Current.CancellationToken));
        Assert.Equal([(3, 1, "a;\u2400b", 1.5m), (3, 2, null, null)], page.Select(each => (each.Line, each.ProblemNo, each.Raw, each.Control)));
    }

    [Fact]
    public async Task Same_bytes_of_the_same_moment_are_known_once_a_run_published_them()
    {
        var database = await NewLedgerAsync();
        await using var writer = await LedgerWriter.OpenAsync(database, TestContext.Current.CancellationToken);
        var runNo = await writer.BeginRunAsync("1.0", "run", TestContext.Current.CancellationToken);
        var file = await FileAsync(writer, "abc");
        var fileNo = await writer.AddFileAsync(runNo, file, isKnown: false, TestContext.Current.CancellationToken);
        await writer.FileReadAsync(fileNo, 1, 0, TestContext.Current.CancellationToken);

        Assert.Null(await writer.KnownAsync(file, TestContext.Current.CancellationToken));
        await using (var publishing = new NpgsqlConnection(database))
        {
            await publishing.OpenAsync(TestContext.Current.CancellationToken);
            await LedgerWriter.PublishAsync(publishing, runNo, "done", TestContext.Current.CancellationToken);
        }

        Assert.Equal(runNo, await writer.KnownAsync(file, TestContext.Current.CancellationToken));
        Assert.Null(await writer.KnownAsync(file with { Checksum = "abd" }, TestContext.Current.CancellationToken));
        // The same bytes as the export of another day say that things are again as they were.
        Assert.Null(await writer.KnownAsync(file with { AsOf = Day.AddDays(1) }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Next_run_says_that_a_killed_one_ended_without_a_word()
    {
        var database = await NewLedgerAsync();
        await using var writer = await LedgerWriter.OpenAsync(database, TestContext.Current.CancellationToken);
        var killed = await writer.BeginRunAsync("1.0", "run", TestContext.Current.CancellationToken);

        await writer.BeginRunAsync("1.0", "run", TestContext.Current.CancellationToken);

        var run = (await new LedgerReader(database).RunAsync(killed, TestContext.Current.CancellationToken))!.Run;
        Assert.Equal(("failed", true), (run.State, run.EndedAt is not null));
    }

    [Fact]
    public async Task Second_run_is_told_who_holds_the_lock_and_gets_it_afterwards()
    {
        var database = await TestServer.NewDatabaseAsync();
        var first = await RunLock.AcquireAsync(database, cancellation: TestContext.Current.CancellationToken);

        Assert.Null(await RunLock.TryAcquireAsync(database, TestContext.Current.CancellationToken));
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => RunLock.AcquireOrRefuseAsync(database, TestContext.Current.CancellationToken));
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = RunLock.AcquireAsync(database, told.SetResult, TestContext.Current.CancellationToken);
        var holder = await told.Task;
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await using var taken = await second;

        Assert.Equal(ExitCode.LockHeld, refused.ExitCode);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message);
        Assert.Contains($"process {Environment.ProcessId}", holder);
    }

    [Fact]
    public async Task Database_of_a_newer_version_is_refused()
    {
        var database = await NewLedgerAsync();
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var later = new NpgsqlCommand("""insert into estrella.migration values ('29990101000000_Future', '99.0')""", connection);
            await later.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var refused = await Assert.ThrowsAsync<EstrellaException>(() => CoreDatabase.MigrateAsync(database, TestContext.Current.CancellationToken));

        Assert.Contains("29990101000000_Future", refused.Message);
    }

    private static Task<string> NewLedgerAsync() => TestServer.MigratedDatabaseAsync();

    private static async Task<LedgerFile> FileAsync(LedgerWriter writer, string checksum) =>
        new(await writer.SourceAsync("tienda"), "orders", "orders.csv", null, checksum, 10, Day, HoldsAll: false);
}
