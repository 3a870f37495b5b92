using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;

namespace Estrella.Cli.Commands;

/// <summary>The ledger: which runs there were, and what became of every row.</summary>
internal sealed class StatusCommand : Verb
{
    readonly Argument<int?> run = new("RUN") { Description = "the number of a run; without one, the newest runs", Arity = ArgumentArity.ZeroOrOne };

    readonly Option<string?> of = new("--of")
    {
        HelpName = "files|figures|steps|contradictions|expected|merges|places|products",
        Description = "of one run, only its files, the figures it changed, its steps and their times, or its contradictions (json and csv: files); without a run: the exports contracts expect, and whether they came; or who disagrees with whom since when; or which records of several sources are one thing; or places no pack knows, products no other source has",
    };

    const string Expected = "expected";
    const string Disagreeing = "contradictions";

    readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "how many runs, the newest first (default: 20)", DefaultValueFactory = _ => 20 };

    public StatusCommand()
        : base(
            "status",
            "the ledger of runs, files and totals",
            [
                new("estrella status", "the newest runs: state, rows by verdict, who and when"),
                new("estrella status 3", "what became of each file's rows and money in run 3"),
                new("estrella status 3 --of figures", "which figures of which months it changed"),
                new("estrella status 3 --of steps", "where its time went"),
                new("estrella status --of contradictions", "which exports disagree: how often, how much, since which run"),
                new("estrella status --of expected", "which exports are due, and whether they came"),
                new("estrella status --of merges", "which records of several sources are one thing, by what and since when"),
                new("estrella status --format json", "for programs"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        of.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("files" or "figures" or "steps" or "contradictions" or Expected or "merges" or "places" or "products"))
                result.AddError($"--of is '{token.Value}', expected files, figures, steps, contradictions, expected, merges, places or products");
        });
        Add(run);
        Add(of);
        Add(limit);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var database = await call.PublishedDatabaseAsync(cancellation);
        var ledger = new LedgerReader(database);
        var runs = await ledger.RunsAsync(call.Value(limit), cancellation);
        if (runs.Count == 0)
            throw new EstrellaException(ExitCode.DecisionMissing, "this database has seen no run", "publish first: estrella run DIR");
        var isExpected = call.Value(of) == Expected;
        if (isExpected)
            SheetWriter.Write(ExpectedExports.Sheet(await ExpectedExports.ReadAsync(call, database, cancellation)), call.Format, call.Results);
        else if (call.Value(of) == Disagreeing && call.Value(run) is null)
            SheetWriter.Write(Histories(await ledger.ContradictionsAsync(cancellation)), call.Format, call.Results);
        else if (call.Value(of) is "merges" or "places" or "products")
            SheetWriter.Write(await UnifiedSheets.ReadAsync(call.Value(of)!, database, cancellation), call.Format, call.Results);
        else if (call.Value(run) is { } number)
        {
            var detail = await ledger.RunAsync(number, cancellation)
                ?? throw new EstrellaException(ExitCode.WrongUsage, $"there is no run {number}", "estrella status lists them");
            WriteRun(call, detail);
        }
        else
            SheetWriter.Write(Runs(runs, await ledger.TotalsAsync([.. runs.Select(each => each.RunNo)], cancellation)), call.Format, call.Results);
        if (!isExpected)
            await ExpectedExports.LateAsync(call, database, cancellation);
        return ExitCode.Done;
    }

    static Sheet Runs(IReadOnlyList<LedgerRun> runs, IReadOnlyDictionary<int, LedgerRunTotal> totals) => new(
        ["run", "started_at", "took", "state", "files", "rows", .. Verdicts.Names, "user", "command"],
        [.. runs.Select(each => (each, total: totals.GetValueOrDefault(each.RunNo) ?? new(each.RunNo, 0, 0, new Dictionary<string, long>()))).Select(row => (object?[])
        [
            row.each.RunNo, row.each.StartedAt, row.each.EndedAt - row.each.StartedAt, row.each.State, row.total.Files, row.total.Rows,
            .. Verdicts.Names.Select(verdict => (object?)row.total.RowsByVerdict.GetValueOrDefault(verdict)), row.each.UserName, row.each.Command,
        ])]);

    void WriteRun(Call call, LedgerRunDetail detail)
    {
        var people = call.Format is ResultFormat.Table or ResultFormat.Md;
        var what = call.Value(of);
        if (people && what is null)
        {
            var ran = detail.Run;
            var took = ran.EndedAt is { } end ? SheetWriter.Duration(end - ran.StartedAt) : "not ended";
            call.Results.WriteLine($"run {ran.RunNo}: {ran.State}: {ran.Message}");
            if (detail.UndoneBy is { } undo)
                call.Results.WriteLine($"taken back by run {undo.RunNo}, by {undo.UserName} on {undo.HostName}, {undo.StartedAt:yyyy-MM-dd HH:mm:ss} UTC");
            call.Results.WriteLine($"{ran.Command}, by {ran.UserName} on {ran.HostName}, version {ran.Version}, {ran.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {took}");
            foreach (var drift in detail.Drifts)
                call.Results.WriteLine($"drift: {drift}");
            if (ran is { RowsRead: { } read, RowsWritten: { } written })
                call.Results.WriteLine($"PostgreSQL read {read:N0} rows and wrote {written:N0} to publish it");
        }
        if (what is "files" or null)
        {
            var files = Files(detail.Files);
            SheetWriter.Write(people ? files.WithoutEmptyColumns() : files, call.Format, call.Results);
        }
        if (what is "figures")
            SheetWriter.Write(FigureSheet.Of(detail.Figures.All), call.Format, call.Results);
        else if (what is null && people && detail.Run.IsPublished)
            FigureSheet.Write(detail.Figures, call.Format, call.Results);
        if (what is "contradictions" || (what is null && people))
            SheetWriter.Write(Contradictions(detail), call.Format, call.Results);
        if (what is "steps" || (what is null && people))
            SheetWriter.Write(Steps(detail.Steps), call.Format, call.Results);
    }

    static Sheet Files(IReadOnlyList<LedgerRunFile> files) => new(
        ["source", "file", "state", "as_of", "rows", .. Verdicts.Names, "layout_rows", "control", "amount", "kept_out"],
        [.. files.Select(each => (object?[])
        [
            each.Source, each.Name, each.State, each.AsOf == DateTime.MinValue ? null : each.AsOf, each.Rows,
            .. Verdicts.Names.Select(name => (object?)each.Totals.Where(total => Verdicts.NameOf(total.Verdict) == name).Sum(total => total.Rows)),
            each.LayoutRows, each.Totals.Select(total => total.ControlColumn).FirstOrDefault(control => control is not null),
            Amount(each.Totals), Amount([.. each.Totals.Where(total => total.Verdict == Verdict.Quarantined)]),
        ])])
    {
        WhenEmpty = "it met no file",
    };

    static decimal? Amount(IReadOnlyList<ControlTotal> totals) =>
        totals.Any(total => total.Amount is not null) ? totals.Sum(total => total.Amount ?? 0) : null;

    static Sheet Contradictions(LedgerRunDetail detail) => new(
        ["contradiction", "one", "other", "compared", "agree", "disagree", "amount", "message"],
        [.. detail.Contradictions.Select(each => new object?[]
        {
            each.Kind, detail.NameOf(each.One), detail.NameOf(each.Other), each.Compared, each.Agreeing, each.Disagreeing, each.Amount, each.Message,
        })])
    {
        WhenEmpty = "no contradiction was counted",
    };

    /// <summary>Where exports disagree, or did, over all runs.</summary>
    static Sheet Histories(IReadOnlyList<ContradictionHistory> histories) => new(
        ["contradiction", "one", "other", "disagree", "compared", "amount", "first_run", "since_run", "last_run", "change", "amount_change", "message"],
        [.. histories.Select(each => new object?[]
        {
            each.Kind, each.One, each.Other, each.Disagreeing, each.Compared, each.Amount, each.FirstRunNo, each.SinceRunNo, each.LastRunNo,
            each.Change, each.AmountChange, each.Message,
        })])
    {
        WhenEmpty = "no exports have disagreed",
    };

    static Sheet Steps(IReadOnlyList<LedgerStep> steps) => new(
        ["step", "took", "rows"],
        [.. steps.Select(each => new object?[] { each.Name, each.Duration, each.Rows })])
    {
        WhenEmpty = "no step was timed",
    };
}
