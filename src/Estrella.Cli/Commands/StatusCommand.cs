using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>The ledger: which runs there were, and what became of every row.</summary>
internal sealed class StatusCommand : Verb
{
    readonly Argument<int?> run = new("RUN") { Description = "the number of a run; without one, the newest runs", Arity = ArgumentArity.ZeroOrOne };

    readonly Option<string?> of = new("--of")
    {
        HelpName = "files|steps|contradictions",
        Description = "of one run, only its files, its steps and their times, or its contradictions (json and csv: files)",
    };

    readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "how many runs, the newest first (default: 20)", DefaultValueFactory = _ => 20 };

    public StatusCommand()
        : base(
            "status",
            "the ledger of runs, files and totals",
            [
                new("estrella status", "the newest runs: state, rows by verdict, who and when"),
                new("estrella status 3", "what became of each file's rows and money in run 3"),
                new("estrella status 3 --of steps", "where its time went"),
                new("estrella status --format json", "for programs"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        of.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("files" or "steps" or "contradictions"))
                result.AddError($"--of is '{token.Value}', expected files, steps or contradictions");
        });
        Add(run);
        Add(of);
        Add(limit);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(await call.PublishedDatabaseAsync(cancellation));
        await connection.OpenAsync(cancellation);
        var runs = await LedgerReader.RunsAsync(connection, call.Value(limit), call.Value(run), cancellation);
        if (call.Value(run) is not { } number)
            SheetWriter.Write(Runs(runs), call.Format, call.Results);
        else if (runs is [var one])
            await WriteRunAsync(call, connection, one, cancellation);
        else
            throw new EstrellaException(ExitCode.WrongUsage, $"there is no run {number}", "estrella status lists them");
        return ExitCode.Done;
    }

    static Sheet Runs(IReadOnlyList<RunEntry> runs) => new(
        ["run", "started_at", "took", "state", "files", "rows", .. Verdicts.Names, "user", "command"],
        [.. runs.Select(each => (object?[])
        [
            each.RunNo, each.StartedAt, each.EndedAt - each.StartedAt, each.State, each.Files, each.Rows,
            .. Verdicts.Names.Select(verdict => (object?)each.RowsBy.GetValueOrDefault(verdict)), each.UserName, each.Command,
        ])])
    {
        WhenEmpty = "no run yet",
    };

    async Task WriteRunAsync(Call call, NpgsqlConnection connection, RunEntry entry, CancellationToken cancellation)
    {
        var people = call.Format is ResultFormat.Table or ResultFormat.Md;
        var what = call.Value(of);
        if (people && what is null)
        {
            var took = entry.EndedAt is { } end ? SheetWriter.Duration(end - entry.StartedAt) : "not ended";
            call.Results.WriteLine($"run {entry.RunNo}: {entry.State}: {entry.Message}");
            call.Results.WriteLine($"{entry.Command}, by {entry.UserName} on {entry.HostName}, version {entry.Version}, {entry.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {took}");
        }
        if (what is "files" or null)
        {
            var files = Files(await LedgerReader.FilesAsync(connection, entry.RunNo, cancellation));
            SheetWriter.Write(people ? files.WithoutEmptyColumns() : files, call.Format, call.Results);
        }
        if (what is "contradictions" || (what is null && people))
            SheetWriter.Write(Contradictions(await LedgerReader.ContradictionsAsync(connection, entry.RunNo, cancellation)), call.Format, call.Results);
        if (what is "steps" || (what is null && people))
            SheetWriter.Write(Steps(await LedgerReader.StepsAsync(connection, entry.RunNo, cancellation)), call.Format, call.Results);
    }

    static Sheet Files(IReadOnlyList<FileEntry> files) => new(
        ["source", "file", "state", "as_of", "rows", .. Verdicts.Names, "layout_rows", "control", "amount", "amount_quarantined"],
        [.. files.Select(each => (object?[])
        [
            each.Source, each.Name, each.State, each.AsOf, each.Rows, .. Verdicts.Names.Select(verdict => (object?)each.RowsBy.GetValueOrDefault(verdict)),
            each.LayoutRows, each.ControlColumn, each.AmountBy.Count == 0 ? null : each.AmountBy.Values.Sum(),
            each.AmountBy.TryGetValue("quarantined", out var kept) ? kept : null,
        ])])
    {
        WhenEmpty = "it met no file",
    };

    static Sheet Contradictions(IReadOnlyList<ContradictionEntry> contradictions) => new(
        ["contradiction", "compared", "agree", "disagree", "amount", "message"],
        [.. contradictions.Select(each => new object?[] { each.Kind, each.Compared, each.Agree, each.Disagree, each.Amount, each.Message })])
    {
        WhenEmpty = "no contradiction was counted",
    };

    static Sheet Steps(IReadOnlyList<StepEntry> steps) => new(
        ["step", "took", "rows"],
        [.. steps.Select(each => new object?[] { each.Name, each.Duration, each.Rows })])
    {
        WhenEmpty = "no step was timed",
    };
}
