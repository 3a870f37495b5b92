using System.Globalization;
using Estrella.Sources.Discovery;

namespace Estrella.Cli.Output;

/// <summary>Asks a person on the terminal what no row decides: the choices, and what each makes of the rows.</summary>
internal sealed class QuestionDesk(TextReader answers, TextWriter screen)
{
    /// <summary>Null where nobody can answer: the input or the conversation is no terminal.</summary>
    public static Func<DraftQuestion, string?>? AtTerminal(Conversation conversation) =>
        conversation.IsQuiet || Console.IsInputRedirected || Console.IsErrorRedirected ? null : new QuestionDesk(Console.In, Console.Error).Ask;

    /// <returns>One of the choices; null: the person leaves it open.</returns>
    public string? Ask(DraftQuestion question)
    {
        screen.WriteLine();
        screen.WriteLine($"{question.Where}: {question.Problem}");
        for (var at = 0; at < question.Choices.Count; at++)
            screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {at + 1}  {question.Choices[at],-24}  {question.Meanings.ElementAtOrDefault(at)}").TrimEnd());
        while (true)
        {
            screen.Write(string.Create(CultureInfo.InvariantCulture, $"which is it? 1 to {question.Choices.Count}, or nothing to leave it open: "));
            if (answers.ReadLine()?.Trim() is not { Length: > 0 } line)
                return null;
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= question.Choices.Count)
                return question.Choices[number - 1];
            if (question.Choices.Contains(line))
                return line;
            screen.WriteLine($"'{line}' is none of them");
        }
    }
}
