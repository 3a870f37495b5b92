using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Estrella.Foundation;

namespace Estrella.Cli.CommandLine;

/// <summary>The help of a command: examples first, exit codes last. The same text whatever the terminal's width.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    const int Width = 100;

    static readonly (int Code, string Means)[] Meanings =
    [
        (ExitCode.Done, "done"),
        (ExitCode.Failed, "failed"),
        (ExitCode.WrongUsage, "wrong usage"),
        (ExitCode.TooManyRowsKeptOut, "too many rows kept out; nothing was published"),
        (ExitCode.DecisionMissing, "a contract or a decision is missing"),
        (ExitCode.TotalsDiffer, "totals differ"),
        (ExitCode.NoDatabase, "no database"),
        (ExitCode.LockHeld, "another run holds the lock"),
        (ExitCode.Cancelled, "cancelled (Ctrl-C or SIGTERM)"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, Console.Out);
        return ExitCode.Done;
    }

    public static void Write(Command command, TextWriter to)
    {
        to.WriteLine($"{FullName(command)}: {command.Description}");
        Section(to, "Examples", [.. ExamplesOf(command).Select(example => (example.Line, example.Gives))]);
        to.WriteLine();
        to.WriteLine("Usage");
        to.WriteLine($"  {Usage(command)}");
        Section(to, "Commands", [.. command.Subcommands.Where(each => !each.Hidden).Select(each => (each.Name, each.Description ?? ""))]);
        Section(to, "Arguments", [.. command.Arguments.Select(each => (each.Name, each.Description ?? ""))]);
        var own = command.Options.Where(option => !option.Hidden && !GlobalOptions.All.Contains(option) && option is not (HelpOption or VersionOption)).ToList();
        Section(to, "Options", [.. own.Select(Row)]);
        Section(to, "Everywhere", [.. GlobalOptions.All.Select(Row), ("--help", "this text")]);
        Section(to, "Exit codes", [.. Meanings
            .Where(meaning => command is not Verb verb || verb.ExitCodes.Contains(meaning.Code))
            .Select(meaning => (meaning.Code.ToString(CultureInfo.InvariantCulture).PadLeft(3), meaning.Means))]);
    }

    /// <summary>`estrella db start`.</summary>
    public static string FullName(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{FullName(parent)} {command.Name}"
        : "estrella";

    public static IReadOnlyList<Example> ExamplesOf(Command command) => command switch
    {
        Verb verb => verb.Examples,
        VerbGroup group => group.Examples,
        _ =>
        [
            new("estrella demo", "a shop's exports, everything run, the six answers"),
            new("estrella run exports/", "reads a folder of exports and publishes"),
            new("estrella ask revenue", "an answer; without a name, the list of questions"),
            new("estrella ask revenue --format json | jq", "the same for a program"),
        ],
    };

    static string Usage(Command command)
    {
        var arguments = command.Arguments.Select(each => each.Arity.MinimumNumberOfValues == 0 ? $"[{each.Name}]" : each.Name);
        var holds = command.Subcommands.Count > 0 ? new[] { "COMMAND" } : [];
        return string.Join(' ', [FullName(command), .. holds, .. arguments, "[options]"]);
    }

    static (string, string) Row(Option option) =>
        (option.HelpName is { } value ? $"{option.Name} {value}" : option.Name, option.Description ?? "");

    static void Section(TextWriter to, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        if (rows.Count == 0)
            return;
        to.WriteLine();
        to.WriteLine(title);
        var indent = Math.Min(rows.Max(row => row.Left.Length), 44) + 4;
        foreach (var (left, right) in rows)
        {
            var lines = Wrap(right, Width - indent);
            var first = "  " + left;
            // A long example stands alone, what it gives below it.
            if (first.Length + 2 > indent)
            {
                to.WriteLine(first);
                first = "";
            }
            foreach (var line in lines)
            {
                to.WriteLine((first.PadRight(indent) + line).TrimEnd());
                first = "";
            }
        }
    }

    static List<string> Wrap(string text, int width)
    {
        List<string> lines = [""];
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add(word);
            else
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }
        return lines;
    }
}
