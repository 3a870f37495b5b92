using System.CommandLine;
using System.Globalization;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Sources.Discovery;

namespace Estrella.Cli.Commands;

/// <summary>Which exports are meant, the same for <c>run</c> and <c>plan</c>.</summary>
internal sealed class ExportsOptions
{
    readonly Argument<string?> folder = new("DIR")
    {
        Description = "the exports; only read (default: the data folder of estrella.yml)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "DAY",
        Description = "the day the exports speak for, where neither their name nor their contract says it",
    };

    public static Option<string[]> NewAnswers() => new("--answer")
    {
        HelpName = "EXPORT.COLUMN=CHOICE",
        Description = "what no row decides, such as ventas.Fecha=dd/MM/yyyy or ventas.Precio=comma; asked once, then kept in the contract",
        AllowMultipleArgumentsPerToken = false,
    };

    readonly Option<string[]> answers = NewAnswers();

    public void AddTo(Command command)
    {
        command.Add(folder);
        command.Add(asOf);
        command.Add(answers);
        asOf.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Day(token.Value) is null)
                result.AddError($"--as-of is '{token.Value}', expected a day such as 2024-06-30");
        });
    }

    /// <summary>What a run of these exports is asked.</summary>
    /// <param name="call">The call.</param>
    /// <param name="command">The command as the ledger keeps it, such as <c>estrella run</c>.</param>
    /// <exception cref="EstrellaException">Exit code 2: there is no such folder.</exception>
    public RunOptions Of(Call call, string command)
    {
        var named = call.Value(folder);
        var directory = named is null ? call.Settings.DataFolder : Path.GetFullPath(named);
        if (!Directory.Exists(directory))
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                named is null ? $"no folder of exports was named, and the project has no {directory}" : $"{directory}: there is no such folder",
                $"name the folder of the exports: {command} DIR");
        }
        return new RunOptions(call.Settings, "", directory)
        {
            AsOf = call.Value(asOf) is { } text ? Day(text) : null,
            Command = $"{command} {named}".TrimEnd(),
            Answers = Answers.Parse(call.Value(answers) ?? [], QuestionDesk.AtTerminal(call.Conversation)),
        };
    }

    static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
