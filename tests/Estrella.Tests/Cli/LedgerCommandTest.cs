using System.Text.Json;
using Estrella.Core;
using Estrella.Ledger;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>status and quarantine list over a ledger written by hand: one file of 5 rows, 2 of them kept out, then nothing new.</summary>
public sealed class LedgerCommandTest : IAsyncLifetime
{
    string database = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestServer.MigratedDatabaseAsync();
        await using var ledger = await LedgerWriter.OpenAsync(database, Cancellation);
        var source = await ledger.SourceAsync("tienda", Cancellation);
        var file = new LedgerFile(source, "ventas", "ventas.csv", null, "00ff", 120, new DateTime(2024, 6, 30, 3, 0, 0, DateTimeKind.Utc), HoldsAll: true);

        var first = await ledger.BeginRunAsync("0.1.0", "estrella run data", Cancellation);
        var read = await ledger.AddFileAsync(first, file, isKnown: false, Cancellation);
        await ledger.KeepOutAsync(new QuarantinedRow(read, 4, null, "3;x", [Problem("total is 'x', expected an amount such as 19.90", "amount", 2, "Total", "x")]), Cancellation);
        await ledger.KeepOutAsync(new QuarantinedRow(read, 6, 7.5m, "5;", [Problem("the row has 1 cell, expected 2", "cells", null, null, null)]), Cancellation);
        await ledger.FlushAsync(Cancellation);
        await ledger.FileReadAsync(read, 5, 1, Cancellation);
        await ledger.WriteTotalsAsync([new(read, Verdict.New, 3, 60.25m, 0, "Total"), new(read, Verdict.Quarantined, 2, 7.5m, 1, "Total")], Cancellation);
        await ledger.StepAsync(first, "read", DateTime.UtcNow, TimeSpan.FromSeconds(1.5), 5, Cancellation);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await LedgerWriter.PublishAsync(connection, first, "published", Cancellation);

        var second = await ledger.BeginRunAsync("0.1.0", "estrella run data", Cancellation);
        await ledger.AddFileAsync(second, file, isKnown: true, Cancellation);
        await ledger.EndRunAsync(second, "no_change", "nothing new", Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Status_lists_runs_the_newest_first_with_rows_by_verdict()
    {
        var runs = await JsonAsync("status");
        Assert.Equal(["no_change", "published"], runs.Select(run => run.GetProperty("state").GetString()));
        Assert.Equal((1, 0), (runs[0].GetProperty("files").GetInt32(), runs[0].GetProperty("rows").GetInt32()));
        Assert.Equal((5, 3, 2), (runs[1].GetProperty("rows").GetInt32(), runs[1].GetProperty("new").GetInt32(), runs[1].GetProperty("quarantined").GetInt32()));
        Assert.Single(await JsonAsync("status", "--limit", "1"));
    }

    [Fact]
    public async Task Status_of_a_run_shows_its_files_with_money_beside_rows()
    {
        var file = Assert.Single(await JsonAsync("status", "1"));
        Assert.Equal("ventas.csv", file.GetProperty("file").GetString());
        Assert.Equal("Total", file.GetProperty("control").GetString());
        Assert.Equal(67.75m, file.GetProperty("amount").GetDecimal());
        Assert.Equal(7.5m, file.GetProperty("kept_out").GetDecimal());
        Assert.Equal(1, file.GetProperty("layout_rows").GetInt32());
        var step = Assert.Single(await JsonAsync("status", "1", "--of", "steps"));
        Assert.Equal("1.5", step.GetProperty("took").GetString());

        var text = (await RunAsync("status", "1")).Output;
        Assert.StartsWith("run 1: published: published\nestrella run data, by ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantine_shows_where_what_and_what_to_do_of_the_newest_run_that_read()
    {
        var text = (await RunAsync("quarantine", "list")).Output;
        Assert.Contains("ventas.csv:4:2  total is 'x', expected an amount such as 19.90", text, StringComparison.Ordinal);
        Assert.Contains("ventas.csv:6    the row has 1 cell, expected 2", text, StringComparison.Ordinal);

        var amounts = Assert.Single(await JsonAsync("quarantine", "list", "--rule", "amount"));
        Assert.Equal((4, "Total", "x"), (amounts.GetProperty("line").GetInt32(), amounts.GetProperty("column").GetString(), amounts.GetProperty("value").GetString()));
        Assert.Empty(await JsonAsync("quarantine", "list", "--file", "other.csv"));
        Assert.Empty(await JsonAsync("quarantine", "list", "--run", "2"));

        var cut = await RunAsync("quarantine", "list", "--limit", "1");
        Assert.Contains("the first 1 only; 2 rows were kept out; more with --limit", cut.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_never_was_is_wrong_usage()
    {
        var ended = await RunAsync("status", "99");
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("there is no run 99", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_ledger_says_what_to_do_first()
    {
        var empty = await TestServer.NewDatabaseAsync();
        foreach (var arguments in new string[][] { ["status"], ["quarantine", "list"], ["ask", "revenue"] })
        {
            var ended = await Executable.RunAsync([.. arguments, "--database", empty]);
            Assert.Equal(4, ended.ExitCode);
            Assert.Contains("estrella run", ended.Errors, StringComparison.Ordinal);
        }
    }

    static CellProblem Problem(string message, string rule, int? position, string? column, string? value) =>
        new(position, column, value, rule, message, "correct the cell and run again");

    Task<Ended> RunAsync(params string[] arguments) => Executable.RunAsync([.. arguments, "--database", database]);

    async Task<List<JsonElement>> JsonAsync(params string[] arguments)
    {
        var ended = await RunAsync([.. arguments, "--format", "json"]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        using var json = JsonDocument.Parse(ended.Output);
        return [.. json.RootElement.EnumerateArray().Select(each => each.Clone())];
    }
}
