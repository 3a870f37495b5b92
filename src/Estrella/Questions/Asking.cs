using System.Globalization;
using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>A question's parameters as somebody asked them, checked against what the question takes.</summary>
public sealed record Asking
{
    /// <summary>What <c>--where</c> may name, joined by <i>and</i>.</summary>
    public static IReadOnlyList<string> Dimensions { get; } =
    [
        "category", "product", "brand", "channel", "country", "region", "city", "campaign", "payment_method", "carrier", "warehouse",
    ];

    public required AskedRange Range { get; init; }

    /// <summary>Values by dimension as they were typed, several joined by commas: names may hold commas too.</summary>
    public required IReadOnlyDictionary<string, string> Where { get; init; }

    /// <summary>day, week, month, quarter, year or all; null: the question has no periods.</summary>
    public string? By { get; init; }

    public string? Scope { get; init; }

    public string? Basis { get; init; }

    /// <summary>lines, headers or payments; null: lines, or headers when no order has lines.</summary>
    public string? Money { get; init; }

    public AskedTerms Terms { get; init; } = AskedTerms.Nominal;

    /// <summary>First day of the month real terms are told in; null: the last month with an index up to the range's end.</summary>
    public DateOnly? At { get; init; }

    public int? Top { get; init; }

    public string? Level { get; init; }

    /// <summary>Days a cart may take to become an order.</summary>
    public int? Window { get; init; }

    /// <summary>Reads options by their name without dashes; each may have several values, only <c>where</c> may be said twice.</summary>
    /// <exception cref="EstrellaException">Exit 2: an option the question does not take, or a value it does not understand.</exception>
    public static Asking Parse(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> options)
    {
        foreach (var name in options.Keys.Where(each => !Takes(question, each)))
        {
            throw new EstrellaException(
                ExitCode.WrongUsage, $"{question.Name} takes no --{name}",
                $"it takes {string.Join(", ", Names(question).Select(each => "--" + each))}");
        }
        string? Said(string name) => options.GetValueOrDefault(name) switch
        {
            null or [] => null,
            [var only] => only,
            _ => throw new EstrellaException(ExitCode.WrongUsage, $"--{name} was given more than once", "leave all but one out"),
        };
        string? Word(string name) => question.Takes.TryGetValue(name, out var parameter) ? OneOf(parameter, Said(name)) : null;

        var terms = Said("terms") is { } text ? AskedTerms.Parse(text) : AskedTerms.Nominal;
        return new Asking
        {
            Range = AskedRange.Parse(Said("period"), Said("from"), Said("to")),
            Where = Filters(question, options.GetValueOrDefault("where") ?? []),
            By = Word("by"),
            Scope = Word("scope"),
            Basis = Word("basis"),
            Money = Word("money"),
            Level = Word("level"),
            Terms = terms,
            At = Said("at") is { } month ? Month(month, terms) : null,
            Top = Number(question, "top", Said("top")),
            Window = Number(question, "window", Said("window")),
        };
    }

    /// <summary>The options a question takes, in the order help names them.</summary>
    public static IReadOnlyList<string> Names(QuestionFile question) =>
        ["period", "from", "to", .. QuestionParameters.Names.Where(question.Takes.ContainsKey), "where"];

    private static bool Takes(QuestionFile question, string name) => name switch
    {
        "where" => question.Uses.Contains("filters"),
        "period" or "from" or "to" => question.Uses.Contains("from") || question.Uses.Contains("to"),
        _ => question.Takes.ContainsKey(name),
    };

    private static string? OneOf(QuestionParameter parameter, string? word) =>
        word is null || parameter.Allowed.Contains(word)
            ? word ?? parameter.Default
            : throw new EstrellaException(
                ExitCode.WrongUsage, $"--{parameter.Name} is '{word}'", $"expected {string.Join(", ", parameter.Allowed)}");

    private static int? Number(QuestionFile question, string name, string? text)
    {
        if (!question.Takes.TryGetValue(name, out var parameter) || (text ?? parameter.Default) is not { } said)
            return null;
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new EstrellaException(ExitCode.WrongUsage, $"--{name} is '{said}'", "expected a whole number above 0");
    }

    private static DateOnly Month(string text, AskedTerms terms)
    {
        if (terms.Kind != TermsKind.Real)
            throw new EstrellaException(ExitCode.WrongUsage, "--at goes with --terms real only", "add --terms real, or leave --at out");
        return DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month
            : throw new EstrellaException(ExitCode.WrongUsage, $"--at is '{text}'", "expected a month such as 2025-06");
    }

    private static Dictionary<string, string> Filters(QuestionFile question, IReadOnlyList<string> texts)
    {
        var filters = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            if (text.Split('=', 2) is not [var dimension, { Length: > 0 } values])
                throw new EstrellaException(ExitCode.WrongUsage, $"--where is '{text}'", "expected DIMENSION=VALUE, such as category=Hogar");
            if (!question.Where.Contains(dimension))
            {
                var fault = Dimensions.Contains(dimension) ? $"which says nothing of {question.Name}" : "which is no dimension";
                throw new EstrellaException(
                    ExitCode.WrongUsage, $"--where names '{dimension}', {fault}", $"expected one of {string.Join(", ", question.Where)}");
            }
            if (!filters.TryAdd(dimension, values))
                throw new EstrellaException(ExitCode.WrongUsage, $"--where names {dimension} twice", $"write {dimension}=A,B: one of them is enough for a row");
        }
        return filters;
    }
}
