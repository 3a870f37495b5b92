using System.CommandLine;
using System.Diagnostics;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Runs.Healing;

namespace Estrella.Cli.Commands;

/// <summary>Loads rows kept out that were corrected since.</summary>
internal sealed class QuarantineReplayCommand : Verb
{
    readonly Argument<string?> path = new("FILE")
    {
        Description = "what quarantine export wrote, corrected; without it the open rows are read as they stand, for a contract that was corrected",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> source = new("--source") { HelpName = "NAME", Description = "without FILE: of that source only" };
    readonly Option<string?> rule = new("--rule") { HelpName = "RULE", Description = "without FILE: that broke this rule only" };
    readonly Option<bool> noWait = new("--no-wait") { Description = "end with 7 when another run holds the lock, instead of waiting" };

    public QuarantineReplayCommand()
        : base(
            "replay",
            "load rows kept out that were corrected: as if their files had been right at first",
            [
                new("estrella quarantine replay corrections.xlsx", "what changed in it is read again; lines without a change stay where they are"),
                new("estrella quarantine replay", "the open rows as they stand, after the contract was corrected"),
            ],
            ExitCode.TooManyRowsKeptOut,
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        Add(path);
        Add(source);
        Add(rule);
        Add(noWait);
        Validators.Add(result =>
        {
            if (result.GetValue(path) is not null && (result.GetResult(source) is { Implicit: false } || result.GetResult(rule) is { Implicit: false }))
                result.AddError("--source and --rule choose among the open rows; with FILE its lines say which rows are meant");
        });
    }

    public override string WhenCancelled => "cancelled; nothing was published";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var given = call.Value(path);
        var options = new RunOptions(call.Settings, await call.PublishedDatabaseAsync(cancellation), "")
        {
            NoWait = call.Value(noWait),
            Command = $"estrella quarantine replay {given}".TrimEnd(),
        };
        var report = await ReplayPipeline.ReplayAsync(options, given, new KeptFilter(null, call.Value(source), null, call.Value(rule)), new RunConversation(call.Conversation), cancellation);
        if (report.Run is { } run)
        {
            RunReportWriter.Write(run, call.Format, call.Results);
            foreach (var step in run.Steps)
                call.Conversation.Detail($"{step.Name}: {SheetWriter.Duration(step.Duration)}");
        }
        foreach (var wrong in report.StillWrong)
            call.Conversation.Warn($"still kept out: {wrong}");
        if (report.Untouched > 0)
            call.Conversation.Say($"{report.Untouched:N0} rows came back without a change and stay kept out");
        call.Conversation.Say($"{report.Message} ({SheetWriter.Duration(clock.Elapsed)})");
        call.Conversation.Say($"next: {report.Next}");
        return ExitCode.Done;
    }
}
