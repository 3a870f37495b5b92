using System.CommandLine;
using System.Diagnostics;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>Takes a published run back exactly, or says which later run stands in the way.</summary>
internal sealed class UndoCommand : Verb
{
    readonly Argument<int> run = new("RUN") { Description = "the number of a published run; estrella status lists them" };
    readonly Option<bool> noWait = new("--no-wait") { Description = "end with 7 when another run holds the lock, instead of waiting" };

    public UndoCommand()
        : base(
            "undo",
            "take a run back: everything is as if it had never been",
            [
                new("estrella undo 7", "the newest run, or an older one on which no later run rests"),
                new("estrella status", "which runs there are, and which were taken back"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        Add(run);
        Add(noWait);
    }

    public override string WhenCancelled => "cancelled; nothing was changed";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var number = call.Value(run);
        var options = new RunOptions(call.Settings, await call.PublishedDatabaseAsync(cancellation), "") { NoWait = call.Value(noWait), Command = $"estrella undo {number}" };
        var report = await UndoPipeline.UndoAsync(options, number, new RunConversation(call.Conversation), cancellation);
        SheetWriter.Write(
            new Sheet(
                ["entity", "removed", "restored", "inferred"],
                [.. report.Entities.Select(each => new object?[] { each.Entity, each.Removed, each.Restored, each.Inferred })])
            {
                WhenEmpty = "it had only repeated what was known",
            },
            call.Format, call.Results);
        foreach (var step in report.Steps)
            call.Conversation.Detail($"{step.Name}: {SheetWriter.Duration(step.Duration)}");
        call.Conversation.Say($"{report.Message} ({SheetWriter.Duration(clock.Elapsed)})");
        call.Conversation.Say($"next: {report.Next}");
        return ExitCode.Done;
    }
}
