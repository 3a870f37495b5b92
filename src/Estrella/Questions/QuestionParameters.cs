namespace Estrella.Questions;

/// <summary>The parameters questions may take: a closed list, the same on every surface.</summary>
internal static class QuestionParameters
{
    /// <summary>In the order help names them.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["from", "to", "by", "scope", "basis", "money", "terms", "at", "top", "level", "window"];

    // Range and filters go with every question; the rest the engine knows by itself.
    private static readonly string[] Always = ["from", "to", "filters", "as_of", "data_from", "data_to", "decimals"];

    private static readonly Dictionary<string, string[]> Lists = new()
    {
        ["by"] = ["day", "week", "month", "quarter", "year", "all"],
        ["scope"] = ["booked", "paid", "fulfilled"],
        ["basis"] = ["event", "order"],
        ["money"] = ["lines", "headers", "payments"],
        ["level"] = ["country", "region", "city", "postcode"],
    };

    public static bool IsKnown(string name) => Names.Contains(name);

    public static bool IsAlways(string name) => Always.Contains(name);

    /// <summary>
    /// One word after the sign is the default, several are all it accepts (the first is the default);
    /// <c>basis=order</c> accepts nothing else.
    /// </summary>
    public static QuestionParameter Declared(string name, IReadOnlyList<string> words) => name switch
    {
        "money" => new(name, null, words.Count > 0 ? words : Lists[name]),
        "basis" => new(name, words.Count > 0 ? words[0] : "event", words.Count > 0 ? words : Lists[name]),
        _ when Lists.TryGetValue(name, out var list) => new(name, words.Count > 0 ? words[0] : list[0], words.Count > 1 ? words : list),
        _ => new(name, words.Count > 0 ? words[0] : null, []),
    };
}
