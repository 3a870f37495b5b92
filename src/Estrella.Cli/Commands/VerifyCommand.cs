using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs.Verifying;

namespace Estrella.Cli.Commands;

/// <summary>Incremental against rebuilt.</summary>
internal sealed class VerifyCommand : Verb
{
    readonly Option<string?> sample = new("--sample")
    {
        HelpName = "RATIO",
        Description = "only this share of the orders, stock counts, visits and days, such as 0.05 or 5 %; others each time (default: everything)",
    };

    readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "how many differing rows of each table are shown; all are counted (default: 20)", DefaultValueFactory = _ => 20 };

    readonly Option<string?> of = new("--of")
    {
        HelpName = "tables|differences",
        Description = "only the rows compared in each table, or only what differs (json and csv: differences)",
    };

    public VerifyCommand()
        : base(
            "verify",
            "rebuild star and mart beside the published ones, and compare",
            [
                new("estrella verify", "every row of every table; readers and runs go on meanwhile, nothing is written"),
                new("estrella verify --sample 0.05", "a twentieth, such as every night"),
                new("estrella verify --format json", "what differs: table, key, column, both values; [] where nothing does"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        sample.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Ratio(token.Value) is null)
                result.AddError($"--sample is '{token.Value}', expected a share above 0 and up to 1, such as 0.05 or 5 %");
        });
        of.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("tables" or "differences"))
                result.AddError($"--of is '{token.Value}', expected tables or differences");
        });
        Add(sample);
        Add(limit);
        Add(of);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var share = call.Value(sample) is { } text ? KeySample.Of(Ratio(text)!.Value) : null;
        var database = await call.PublishedDatabaseAsync(cancellation);
        call.Conversation.Say(share is null ? "rebuilding beside what is published" : "rebuilding a sample beside what is published");
        var report = await Verification.VerifyAsync(database, share, call.Value(limit), new Table(call.Conversation), cancellation);
        Write(report, call);
        foreach (var note in report.Notes)
            call.Conversation.Warn(note);
        var took = SheetWriter.Duration(clock.Elapsed);
        if (report.IsEqual)
        {
            call.Conversation.Say($"equal: {Number(report.Rows)} rows in {report.Tables.Count} tables, as run {report.RunNo} published them ({took})");
            return ExitCode.Done;
        }
        var differing = report.Tables.Where(table => table.Differing > 0).ToList();
        call.Conversation.Error(
            $"{Number(differing.Sum(table => table.Differing))} of {Number(report.Rows)} rows differ, in {string.Join(", ", differing.Select(table => table.Table))} ({took})",
            "if someone wrote into the star, take that back; if nobody did, please report it with: estrella verify --format json");
        return ExitCode.TotalsDiffer;
    }

    void Write(VerifyReport report, Call call)
    {
        var people = call.Format is ResultFormat.Table or ResultFormat.Md;
        var what = call.Value(of);
        if (what is "tables" || (what is null && people))
        {
            var tables = new Sheet(
                ["table", "rows", "missing", "extra", "changed", "kept_members"],
                [.. report.Tables.Select(each => new object?[] { each.Table, each.Rows, each.Missing, each.Extra, each.Changed, each.KeptMembers })]);
            SheetWriter.Write(people ? tables.WithoutEmptyColumns() : tables, call.Format, call.Results);
        }
        // Equal tables are an answer; an empty list below them would ask a question.
        if (what is "differences" || (what is null && !(people && report.IsEqual)))
        {
            SheetWriter.Write(
                new Sheet(
                    ["table", "difference", "key", "column", "published", "rebuilt"],
                    [.. report.Differences.Select(each => new object?[] { each.Table, each.Kind, each.Key, each.Column, each.Published, each.Rebuilt })])
                { WhenEmpty = "nothing differs" },
                call.Format,
                call.Results);
        }
    }

    static double? Ratio(string text)
    {
        var percent = text.TrimEnd().EndsWith('%');
        var isNumber = double.TryParse(text.TrimEnd(' ', '%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var ratio = percent ? number / 100 : number;
        return isNumber && ratio is > 0 and <= 1 ? ratio : null;
    }

    static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    sealed class Table(Conversation conversation) : IProgress<string>
    {
        public void Report(string value)
        {
            if (conversation.IsVerbose)
                conversation.Detail("  " + value);
            else
                conversation.Now(value);
        }
    }
}
