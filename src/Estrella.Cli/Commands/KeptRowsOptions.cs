using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Ledger;

namespace Estrella.Cli.Commands;

/// <summary>Which rows kept out are meant, the same for all that looks at them.</summary>
internal sealed class KeptRowsOptions
{
    readonly Option<int?> run = new("--run") { HelpName = "N", Description = "those of that run, whatever became of them since (default: all that are open)" };
    readonly Option<string?> source = new("--source") { HelpName = "NAME", Description = "of that source only" };
    readonly Option<string?> file = new("--file") { HelpName = "NAME", Description = "of that file only" };
    readonly Option<string?> rule = new("--rule") { HelpName = "RULE", Description = "that broke this rule only, such as amount or date" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { run, source, file, rule })
            command.Add(option);
    }

    public KeptFilter Of(Call call) => new(call.Value(run), call.Value(source), call.Value(file), call.Value(rule));
}
