using System.CommandLine;
using System.CommandLine.Help;
using Estrella.Cli.Commands;

namespace Estrella.Cli.CommandLine;

/// <summary>All commands, in the order a newcomer meets them.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
    {
        var root = new RootCommand("from a folder of e-commerce CSV exports to a PostgreSQL star schema that answers")
        {
            new DemoCommand(),
            new InitCommand(),
            new RunCommand(),
            new DiscoverCommand(),
            new PlanCommand(),
            new AskCommand(),
            new ExplainCommand(),
            new ServeCommand(),
            new PasswordCommand(),
            new VerifyCommand(),
            new StatusCommand(),
            new UndoCommand(),
            QuarantineListCommand.Group(),
            new GenerateCommand(),
            new DoctorCommand(),
            DatabaseCommands.Group(),
        };
        foreach (var option in GlobalOptions.All)
            root.Add(option);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
        root.Add(HelpMarkdown.Option);
        Usage.RefuseOptionsAsValues(root);
        return root;
    }
}
