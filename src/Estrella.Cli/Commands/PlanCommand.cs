using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>Tells what a run would do.</summary>
internal sealed class PlanCommand : Verb
{
    readonly ExportsOptions exports = new();

    public PlanCommand()
        : base(
            "plan",
            "what run would do with a folder of exports; writes nothing",
            [
                new("estrella plan exports/", "which export each file is taken for, its rows, and those that would be kept out"),
                new("estrella plan exports/ --format json", "the same for a program"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase) =>
        exports.AddTo(this);

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        // A server is not made for the sake of a plan: where none was made, nothing is known.
        var options = exports.Of(call, "estrella plan") with { ConnectionString = await call.HasDatabaseAsync() ? await call.DatabaseAsync(cancellation) : "" };
        var plan = await PlanPipeline.PlanAsync(options, new RunConversation(call.Conversation), cancellation);
        var sheet = new Sheet(
            ["source", "file", "export", "action", "as_of", "bytes", "rows", "set_aside", "quarantined"],
            [.. plan.Files.Select(file => new object?[] { file.Source, file.Name, file.Export, file.Action, file.AsOf, file.Bytes, file.Rows, file.SetAside, file.Quarantined })]);
        SheetWriter.Write(call.Format is ResultFormat.Table or ResultFormat.Md ? sheet.WithoutEmptyColumns() : sheet, call.Format, call.Results);
        foreach (var file in plan.Unmatched)
            call.Conversation.Say($"would not be read: {file.Name}: {file.Reason}");
        call.Conversation.Say(plan.Message);
        call.Conversation.Say($"next: {plan.Next}");
        return ExitCode.Done;
    }
}
