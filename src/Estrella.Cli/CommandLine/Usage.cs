using System.CommandLine;
using System.CommandLine.Parsing;
using Estrella.Cli.Output;
using Estrella.Foundation;

namespace Estrella.Cli.CommandLine;

/// <summary>What is said when a command line cannot be understood: what was found, what was meant, where help is.</summary>
internal static class Usage
{
    public static int Refuse(ParseResult parse, Conversation conversation)
    {
        var command = parse.CommandResult.Command;
        var help = $"{HelpPage.FullName(command)} --help";
        if (parse.Tokens.Count == 0)
        {
            HelpPage.Write(command, Console.Error);
            return ExitCode.WrongUsage;
        }
        conversation.Error(string.Join("\n       ", Complaints(parse, command)), help);
        return ExitCode.WrongUsage;
    }

    static IReadOnlyList<string> Complaints(ParseResult parse, Command command)
    {
        // After a word that is no command the others cannot be judged.
        var judged = command.Subcommands.Count > 0 ? parse.UnmatchedTokens.Take(1) : parse.UnmatchedTokens;
        var unknown = judged.Select(token => Unknown(token, command)).ToList();
        // An unmatched token is said in our words, with what was meant; the parser's other complaints in its own.
        var others = parse.Errors
            .Select(error => error.Message)
            .Where(message => !parse.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Where(message => unknown.Count == 0 || command.Subcommands.Count == 0)
            .Select(message => command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count == 0
                ? $"{HelpPage.FullName(command)} needs a command: {string.Join(", ", Names(command))}"
                : message);
        return [.. unknown.Concat(others).Distinct()];
    }

    static string Unknown(string token, Command command)
    {
        if (token.StartsWith('-'))
            return UnknownOption(token, command);
        return command.Subcommands.Count > 0
            ? $"unknown command '{token}'; {Spelling.Hint(token, Names(command))}"
            : $"'{token}' is one argument too many";
    }

    static string UnknownOption(string token, Command command) =>
        $"unknown option '{token}'; {Spelling.Hint(token, [.. OptionsOf(command).Select(option => option.Name).Order(StringComparer.Ordinal)])}";

    static IEnumerable<Option> OptionsOf(Command command) => command.Options.Concat(GlobalOptions.All);

    static List<string> Names(Command command) => [.. command.Subcommands.Where(each => !each.Hidden).Select(each => each.Name)];

    /// <summary>The parser takes a misspelt option for an argument's value (`run --tpo`); no single argument of ours begins with a dash.</summary>
    public static void RefuseOptionsAsValues(Command command)
    {
        foreach (var argument in command.Arguments.Where(each => each.Arity.MaximumNumberOfValues == 1))
            argument.Validators.Add(result => RefuseOptions(result, command));
        foreach (var below in command.Subcommands)
            RefuseOptionsAsValues(below);
    }

    static void RefuseOptions(ArgumentResult result, Command command)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.Length > 1 && token.Value.StartsWith('-')))
            result.AddError(UnknownOption(token.Value, command));
    }
}
