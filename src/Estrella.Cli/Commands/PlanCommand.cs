using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>Tells what a run would do.</summary>
internal sealed class PlanCommand : Verb
{
    readonly ExportsOptions exports = new();

    readonly Option<string?> of = new("--of")
    {
        HelpName = "files|figures",
        Description = "only the files, which is quick: they are read and no more; or only the published figures that would change (json and csv: files)",
    };

    public PlanCommand()
        : base(
            "plan",
            "what run would do with a folder of exports, and to published figures; writes nothing",
            [
                new("estrella plan exports/", "which export each file is taken for, its rows, those kept out; which published figures would change"),
                new("estrella plan exports/ --of files", "the files only: quick, where the figures take as long as the run"),
                new("estrella plan exports/ --of figures --format json", "month, measure, before, after, difference, for a program"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        exports.AddTo(this);
        of.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("files" or "figures"))
                result.AddError($"--of is '{token.Value}', expected files or figures");
        });
        Add(of);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var people = call.Format is ResultFormat.Table or ResultFormat.Md;
        var (files, figures) = call.Value(of) is { } one ? (one == "files", one == "figures") : (true, people);
        // A server is not made for the sake of a plan: where none was made, nothing is known.
        var options = exports.Of(call, "estrella plan") with { ConnectionString = await call.HasDatabaseAsync() ? await call.DatabaseAsync(cancellation) : "" };
        var plan = await PlanPipeline.PlanAsync(options, figures, new RunConversation(call.Conversation), cancellation);
        if (files)
        {
            var sheet = new Sheet(
                ["source", "file", "export", "action", "as_of", "bytes", "rows", "set_aside", "quarantined"],
                [.. plan.Files.Select(file => new object?[] { file.Source, file.Name, file.Export, file.Action, file.AsOf, file.Bytes, file.Rows, file.SetAside, file.Quarantined })]);
            SheetWriter.Write(people ? sheet.WithoutEmptyColumns() : sheet, call.Format, call.Results);
        }
        if (figures && !people)
            SheetWriter.Write(FigureSheet.Of(plan.Figures?.All ?? []), call.Format, call.Results);
        else if (plan.Figures is not null)
        {
            if (files)
                call.Results.WriteLine();
            FigureSheet.Write(plan.Figures, call.Format, call.Results);
        }
        foreach (var file in plan.Unmatched)
            call.Conversation.Say($"would not be read: {file.Name}: {file.Reason}");
        foreach (var drift in plan.Drifts)
            call.Conversation.Say($"drift: {drift.Text}");
        if (plan.Remark is not null)
            call.Conversation.Warn(plan.Remark);
        if (plan.Refused is { } refused)
            call.Conversation.Warn($"the run would be refused: {refused.Message}{(plan.Figures is null ? "" : "\nthe figures are what run --accept-shrink would change")}");
        call.Conversation.Say(plan.Message);
        call.Conversation.Say($"next: {plan.Next}");
        return plan.Refused is null ? ExitCode.Done : ExitCode.DecisionMissing;
    }
}
