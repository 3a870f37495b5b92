using System.Text;

namespace Estrella.Sources;

/// <summary>Signs, codes and words of currencies that stand beside amounts.</summary>
internal static class Money
{
    private const string Codes =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD "
        + "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD "
        + "LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK "
        + "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

    private static readonly string[] Pesos = ["ARS", "MXN", "CLP", "COP", "UYU", "DOP", "CUP", "PHP"];

    // A bare $ is a peso or a dollar of any country.
    private static readonly Dictionary<string, string[]> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["$"] = [.. Pesos, "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "BSD", "BBD", "BZD", "JMD", "TTD", "NIO", "SVC", "TWD"],
        ["US$"] = ["USD"],
        ["U$S"] = ["USD"],
        ["U$D"] = ["USD"],
        ["USD$"] = ["USD"],
        ["$US"] = ["USD"],
        ["dólares"] = ["USD"],
        ["dolares"] = ["USD"],
        ["R$"] = ["BRL"],
        ["BRL$"] = ["BRL"],
        ["reais"] = ["BRL"],
        ["AR$"] = ["ARS"],
        ["$AR"] = ["ARS"],
        ["ARS$"] = ["ARS"],
        ["pesos"] = Pesos,
        ["MX$"] = ["MXN"],
        ["MXN$"] = ["MXN"],
        ["MEX$"] = ["MXN"],
        ["CLP$"] = ["CLP"],
        ["CL$"] = ["CLP"],
        ["COL$"] = ["COP"],
        ["COP$"] = ["COP"],
        ["$U"] = ["UYU"],
        ["UY$"] = ["UYU"],
        ["UYU$"] = ["UYU"],
        ["RD$"] = ["DOP"],
        ["CA$"] = ["CAD"],
        ["C$"] = ["CAD", "NIO"],
        ["A$"] = ["AUD"],
        ["AU$"] = ["AUD"],
        ["NZ$"] = ["NZD"],
        ["HK$"] = ["HKD"],
        ["S$"] = ["SGD"],
        ["NT$"] = ["TWD"],
        ["€"] = ["EUR"],
        ["euro"] = ["EUR"],
        ["euros"] = ["EUR"],
        ["£"] = ["GBP", "EGP", "FKP", "GIP"],
        ["¥"] = ["JPY", "CNY"],
        ["CN¥"] = ["CNY"],
        ["S/"] = ["PEN"],
        ["S/."] = ["PEN"],
        ["soles"] = ["PEN"],
        ["Bs"] = ["BOB", "VES"],
        ["Bs."] = ["BOB", "VES"],
        ["Bs.S"] = ["VES"],
        ["₲"] = ["PYG"],
        ["Gs"] = ["PYG"],
        ["Gs."] = ["PYG"],
        ["₡"] = ["CRC"],
        ["B/."] = ["PAB"],
        ["₹"] = ["INR"],
        ["Rs"] = ["INR", "PKR", "LKR", "NPR", "MUR"],
        ["Rs."] = ["INR", "PKR", "LKR", "NPR", "MUR"],
        ["kr"] = ["SEK", "NOK", "DKK", "ISK"],
        ["zł"] = ["PLN"],
        ["₺"] = ["TRY"],
        ["₽"] = ["RUB"],
        ["₩"] = ["KRW", "KPW"],
        ["₪"] = ["ILS"],
        ["₱"] = ["PHP"],
        ["₫"] = ["VND"],
        ["₴"] = ["UAH"],
        ["Kč"] = ["CZK"],
        ["Ft"] = ["HUF"],
        ["lei"] = ["RON"],
    };

    static Money()
    {
        foreach (var code in Codes.Split(' '))
            Signs[code] = [code];
    }

    /// <summary>The currencies a text beside an amount can mean; none: it means none.</summary>
    public static IReadOnlyList<string> Meanings(string beside) => Signs.GetValueOrDefault(beside) ?? [];

    /// <summary>An ISO 4217 code.</summary>
    public static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper) && Meanings(text) is [var code] && code == text;

    /// <summary>The one currency that the texts beside an amount name together; null: none, or several.</summary>
    public static string? CodeOf(IEnumerable<string> beside)
    {
        IReadOnlyList<string>? all = null;
        foreach (var text in beside.Where(each => each.Length > 0))
            all = all is null ? Meanings(text) : [.. all.Intersect(Meanings(text))];
        return all is [var code] ? code : null;
    }
}

/// <summary>What may stand beside the amounts of a column, as <c>currency</c> says it.</summary>
/// <param name="Currency">A code, a sign as the cells write it, <c>cell</c> for any, or null for nothing.</param>
internal sealed record MoneyRule(string? Currency)
{
    public const string OfCell = "cell";

    public static MoneyRule None { get; } = new((string?)null);

    // A column writes the same sign on every row.
    private byte[] last = [];

    public bool Allows(ReadOnlySpan<byte> beside)
    {
        if (beside.IsEmpty || (last.Length > 0 && beside.SequenceEqual(last)))
            return true;
        if (Currency is null)
            return false;
        var text = Encoding.UTF8.GetString(beside);
        var isAllowed = Currency == OfCell ? Money.Meanings(text).Count > 0
            : Money.IsCode(Currency) ? Money.Meanings(text).Contains(Currency)
            : text.Equals(Currency, StringComparison.OrdinalIgnoreCase);
        if (isAllowed)
            last = beside.ToArray();
        return isAllowed;
    }

    public bool Equals(MoneyRule? other) => other is not null && other.Currency == Currency;

    public override int GetHashCode() => Currency?.GetHashCode(StringComparison.Ordinal) ?? 0;
}
