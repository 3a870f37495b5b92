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

    public RunCommand()
        : base(
            "run",
            "read, validate, unify, build, check and publish a folder of exports",
            [
                new("estrella run exports/", "each row is accounted for; the same folder again changes nothing"),
                new("estrella run", "the data folder of the project"),
                new("estrella run exports/ --as-of 2024-06-30", "exports that carry no date"),
                new("estrella run exports/ --quiet --no-wait", "every night, from cron"),
            ],
            ExitCode.TooManyRowsKeptOut,
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        exports.AddTo(this);
        Add(noWait);
    }

    public override string WhenCancelled => "cancelled; nothing was published";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var options = exports.Of(call, "estrella run") with { NoWait = call.Value(noWait) };
        options = options with { ConnectionString = await call.DatabaseAsync(cancellation) };
        var report = await RunPipeline.RunAsync(options, new RunConversation(call.Conversation), cancellation);
        RunReportWriter.Write(report, call.Format, call.Results);
        foreach (var step in report.Steps)
            call.Conversation.Detail($"{step.Name}: {SheetWriter.Duration(step.Duration)}");
        call.Conversation.Say($"{report.Message} ({SheetWriter.Duration(clock.Elapsed)})");
        call.Conversation.Say($"next: {report.Next}");
        return ExitCode.Done;
    }
}
