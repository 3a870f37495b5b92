using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>What a person says where no row decides: given beforehand, or asked for on a terminal.</summary>
/// <param name="given">By export and column, such as <c>ventas.Fecha</c>.</param>
/// <param name="ask">Asks a person; null: nobody is there.</param>
public sealed class Answers(IReadOnlyDictionary<string, string> given, Func<DraftQuestion, string?>? ask = null)
{
    private readonly Dictionary<string, string?> asked = [];
    private readonly HashSet<string> used = [];

    public static Answers None { get; } = new(new Dictionary<string, string>());

    /// <summary>Reads answers written <c>ventas.Fecha=dd/MM/yyyy</c>.</summary>
    /// <exception cref="EstrellaException">Exit 2: one is written otherwise.</exception>
    public static Answers Parse(IEnumerable<string> texts, Func<DraftQuestion, string?>? ask)
    {
        var given = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var sign = text.LastIndexOf('=');
            if (sign < 1)
                throw new EstrellaException(ExitCode.WrongUsage, $"--answer is '{text}', expected EXPORT.COLUMN=CHOICE", "write it as --answer 'ventas.Fecha=dd/MM/yyyy'");
            given[text[..sign].Trim()] = text[(sign + 1)..].Trim();
        }
        return new Answers(given, ask);
    }

    /// <summary>The choice for a question; null: it stays open.</summary>
    /// <exception cref="EstrellaException">Exit 2: the answer is none of the choices.</exception>
    internal string? Of(DraftQuestion question)
    {
        var key = given.Keys.FirstOrDefault(each => ColumnName.Fold(each) == ColumnName.Fold(question.Key));
        if (key is not null)
        {
            used.Add(key);
            return question.ChoiceOf(given[key]) ?? throw new EstrellaException(
                ExitCode.WrongUsage,
                $"--answer '{key}={given[key]}': {given[key]} is none of the choices{NearestWord.Hint(given[key], question.Choices)}",
                $"say one of: {string.Join(" | ", question.Choices.Select(choice => $"{question.Key}={choice}"))}");
        }
        if (ask is null)
            return null;
        if (!asked.TryGetValue(question.Key, out var choice))
            asked[question.Key] = choice = ask(question);
        return choice;
    }

    /// <summary>An answer nobody asked for is a slip of the pen, or contradicts the rows: neither is passed over.</summary>
    /// <exception cref="EstrellaException">Exit 2.</exception>
    internal void RefuseUnused(IReadOnlyCollection<string> open, IReadOnlyCollection<string> columns)
    {
        if (given.Keys.FirstOrDefault(key => !used.Contains(key)) is not { } stray)
            return;
        var isDecided = columns.Any(column => ColumnName.Fold(column) == ColumnName.Fold(stray));
        throw new EstrellaException(
            ExitCode.WrongUsage,
            isDecided ? $"--answer '{stray}': the rows decide it, or the column feeds nothing" : $"--answer '{stray}': there is no such column{NearestWord.Hint(stray, columns)}",
            open.Count > 0 ? $"open are: {string.Join(", ", open)}" : "leave it out: nothing is open; what the rows prove stands in the drafted contract, where it may be changed");
    }
}

/// <summary>A decision that is a person's.</summary>
/// <param name="Where">File and column.</param>
/// <param name="Choices">Each as an answer names it.</param>
public sealed record DraftQuestion(string Where, string Problem, IReadOnlyList<string> Choices)
{
    /// <summary>Export and column, as answers name them.</summary>
    public string Key { get; init; } = "";

    /// <summary>What each choice means for the rows, such as <c>line 2 is 3 April 2024</c>.</summary>
    public IReadOnlyList<string> Meanings { get; init; } = [];

    /// <summary>Other spellings of the choices.</summary>
    internal IReadOnlyDictionary<string, string> Spellings { get; init; } = new Dictionary<string, string>();

    internal string? ChoiceOf(string answer) =>
        Choices.FirstOrDefault(choice => choice.Equals(answer, StringComparison.Ordinal))
        ?? Choices.FirstOrDefault(choice => choice.Equals(answer, StringComparison.OrdinalIgnoreCase) && choice.Any(char.IsAsciiLetterLower) && !choice.Contains('M'))
        ?? Spellings.GetValueOrDefault(answer.ToLowerInvariant());

    /// <summary>The question in one line.</summary>
    public string Line => $"{Where}: {Problem}; say one of: {string.Join(" | ", Choices.Zip(Meanings.Concat(Enumerable.Repeat("", Choices.Count)), (choice, meaning) => meaning.Length > 0 ? $"{choice} ({meaning})" : choice))}"
        + (Key.Length > 0 ? $"; {Answer}" : "");

    /// <summary>How it is answered. The choice is left to a person: what is copied as it stands is refused.</summary>
    public string Answer => $"--answer '{Key}=CHOICE'";
}
