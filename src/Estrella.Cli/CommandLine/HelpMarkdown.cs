using System.CommandLine;
using System.CommandLine.Invocation;
using Estrella.Foundation;

namespace Estrella.Cli.CommandLine;

/// <summary>Writes docs/cli.md: the help of every command, one after the other.</summary>
internal sealed class HelpMarkdown : SynchronousCommandLineAction
{
    public static readonly Option<bool> Option = new("--help-markdown") { Hidden = true, Action = new HelpMarkdown() };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var root = parseResult.RootCommandResult.Command;
        Console.Out.WriteLine("# The command line");
        Console.Out.WriteLine();
        Console.Out.WriteLine("Made from `--help`; renew with `dotnet run --project src/Estrella.Cli -- --help-markdown > docs/cli.md`.");
        Write(root);
        return ExitCode.Done;
    }

    static void Write(Command command)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine($"## {HelpPage.FullName(command)}");
        Console.Out.WriteLine();
        Console.Out.WriteLine("```text");
        HelpPage.Write(command, Console.Out);
        Console.Out.WriteLine("```");
        foreach (var below in command.Subcommands.Where(each => !each.Hidden))
            Write(below);
    }
}
