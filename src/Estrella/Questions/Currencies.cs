using System.Collections.Frozen;

namespace Estrella.Questions;

/// <summary>Decimals of currencies that do not have two (ISO 4217, minor unit).</summary>
internal static class Currencies
{
    private static readonly FrozenDictionary<string, int> Unusual = new Dictionary<string, int>
    {
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["ISK"] = 0,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["UGX"] = 0,
        ["UYI"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["BHD"] = 3,
        ["IQD"] = 3,
        ["JOD"] = 3,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["TND"] = 3,
        ["CLF"] = 4,
        ["UYW"] = 4,
    }.ToFrozenDictionary();

    /// <summary>The currency an answer is told in.</summary>
    /// <param name="own">The shop's; null: nobody said it.</param>
    public static string? Told(AskedTerms terms, string? own) => terms.Kind == TermsKind.Currency ? terms.Currency : own;

    /// <summary>Two where no currency is stated.</summary>
    public static int Decimals(string? currency) => currency is null ? 2 : Unusual.GetValueOrDefault(currency, 2);
}
