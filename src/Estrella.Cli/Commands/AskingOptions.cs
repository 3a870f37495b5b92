using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Questions;

namespace Estrella.Cli.Commands;

/// <summary>The options of a question, the same for <c>ask</c> and <c>explain</c>; the question says which it takes.</summary>
internal sealed class AskingOptions
{
    readonly Option<string?>[] single =
    [
        new("--period") { HelpName = "PERIOD", Description = "2025-06, 2025-Q2, 2025 or last-30d" },
        new("--from") { HelpName = "DAY", Description = "first day counted (default: the first with a fact)" },
        new("--to") { HelpName = "DAY", Description = "first day not counted (default: the day after the last fact)" },
        new("--by") { HelpName = "PERIOD", Description = "day, week, month, quarter, year or all" },
        new("--scope") { HelpName = "SCOPE", Description = "which orders: booked, paid or fulfilled" },
        new("--basis") { HelpName = "BASIS", Description = "event: each on its day; order: all on the order's day" },
        new("--money") { HelpName = "ORIGIN", Description = "lines, headers or payments" },
        new("--terms") { HelpName = "TERMS", Description = "nominal, real, or a currency such as USD or USD:blue" },
        new("--at") { HelpName = "MONTH", Description = "with --terms real: the month whose money it is, such as 2025-06" },
        new("--top") { HelpName = "N", Description = "the first N of each group" },
        new("--level") { HelpName = "LEVEL", Description = "country, region, city or postcode" },
        new("--window") { HelpName = "DAYS", Description = "days a cart may take to become an order" },
    ];

    readonly Option<string[]> where = new("--where")
    {
        HelpName = "DIM=VALUE",
        Description = "only this category, product, brand, channel, country, region, city, campaign, payment_method, carrier or "
            + "warehouse; several values with commas, several filters by saying it again",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        foreach (var option in single)
            command.Add(option);
        command.Add(where);
    }

    /// <summary>What was said, by the option's name without dashes; terms else come from estrella.yml.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Said(Call call, QuestionFile question)
    {
        var said = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var option in single)
        {
            if (call.Value(option) is { } value)
                said[option.Name[2..]] = [value];
        }
        if (call.Value(where) is { Length: > 0 } filters)
            said["where"] = filters;
        if (question.Takes.ContainsKey("terms"))
            said.TryAdd("terms", [call.Settings.Terms]);
        return said;
    }
}
