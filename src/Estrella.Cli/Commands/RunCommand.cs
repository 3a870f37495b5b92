using System.CommandLine;
using System.Diagnostics;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>The main job: a folder of exports becomes the published star.</summary>
internal sealed class RunCommand : Verb
{
    readonly ExportsOptions exports = new();
    readonly Option<bool> noWait = new("--no-wait") { Description = "end with 7 when another run holds the lock, instead of waiting" };

    readonly Option<bool> acceptShrink = new("--accept-shrink") { Description = "a full export that is far smaller than the last one is true: what it lacks is gone" };
    readonly Option<bool> acceptDrift = new("--accept-drift") { Description = "columns that mean something else than before, such as amounts a hundred times as large, are meant to" };
    readonly Option<bool> strict = new("--strict") { Description = "end with 1 when an export a contract expects is missing, unchanged or shrunken" };

    public RunCommand()
        : base(
            "run",
            "read, validate, unify, build, check and publish a folder of exports",
            [
                new("estrella run exports/", "each row is accounted for; the same folder again changes nothing"),
                new("estrella run", "the data folder of the project"),
                new("estrella run exports/ --as-of 2024-06-30", "exports that carry no date"),
                new("estrella run --quiet --no-wait --strict", "every night, from cron"),
                new("estrella run exports/ --accept-shrink", "the day half of the catalogue was really taken out"),
            ],
            ExitCode.TooManyRowsKeptOut,
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        exports.AddTo(this);
        Add(noWait);
        Add(acceptShrink);
        Add(acceptDrift);
        Add(strict);
    }

    public override string WhenCancelled => "cancelled; nothing was published";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var options = exports.Of(call, "estrella run") with { NoWait = call.Value(noWait), AcceptShrink = call.Value(acceptShrink), AcceptDrift = call.Value(acceptDrift) };
        options = options with { ConnectionString = await call.DatabaseAsync(cancellation) };
        var report = await RunPipeline.RunAsync(options, new RunConversation(call.Conversation), cancellation);
        RunReportWriter.Write(report, call.Format, call.Results);
        foreach (var step in report.Steps)
            call.Conversation.Detail($"{step.Name}: {SheetWriter.Duration(step.Duration)}");
        call.Conversation.Say($"{report.Message} ({SheetWriter.Duration(clock.Elapsed)})");
        call.Conversation.Say($"next: {report.Next}");
        var late = await ExpectedExports.LateAsync(call, options.ConnectionString, cancellation);
        return late && call.Value(strict) ? ExitCode.Failed : ExitCode.Done;
    }
}
