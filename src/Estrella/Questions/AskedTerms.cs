using System.Text.RegularExpressions;
using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>What kind of money figures are told in.</summary>
public enum TermsKind
{
    /// <summary>As paid, in the shop's own currency.</summary>
    Nominal,

    /// <summary>In the money of one month, by a price index.</summary>
    Real,

    /// <summary>In a currency, by the rates of one type.</summary>
    Currency,
}

/// <summary>The terms of an answer: <c>nominal</c>, <c>real</c>, <c>real:INDEX</c>, <c>USD</c>, <c>USD:blue</c>.</summary>
/// <param name="Detail">Name of the index, or type of the rate; null: the default index, the official rate.</param>
public sealed partial record AskedTerms(TermsKind Kind, string? Currency, string? Detail)
{
    public static AskedTerms Nominal { get; } = new(TermsKind.Nominal, null, null);

    /// <summary>As the SQL of the mart reads it.</summary>
    public string Text => Kind switch
    {
        TermsKind.Nominal => "nominal",
        TermsKind.Real => Detail is null ? "real" : $"real:{Detail}",
        _ => Detail is null ? Currency! : $"{Currency}:{Detail}",
    };

    /// <exception cref="EstrellaException">Exit 2: none of the three.</exception>
    public static AskedTerms Parse(string text)
    {
        var match = TermsText().Match(text);
        if (!match.Success)
            throw new EstrellaException(ExitCode.WrongUsage, $"--terms is '{text}'", "expected nominal, real, or a currency such as USD or USD:blue");
        var detail = match.Groups["detail"].Success ? match.Groups["detail"].Value : null;
        return match.Groups["word"].Value switch
        {
            "nominal" => Nominal,
            "real" => new AskedTerms(TermsKind.Real, null, detail),
            var currency => new AskedTerms(TermsKind.Currency, currency, detail),
        };
    }

    [GeneratedRegex(@"^(?:(?<word>nominal)|(?<word>real|[A-Z]{3})(?::(?<detail>[^:\s]+))?)$")]
    private static partial Regex TermsText();
}
