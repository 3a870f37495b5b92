using Estrella.Dashboard.Charts;
using Estrella.Foundation;

namespace Estrella.Dashboard.Words;

/// <summary>Where a currency's sign stands.</summary>
public enum SignPlace
{
    /// <summary>$ 1.234</summary>
    Before,

    /// <summary>$1,234</summary>
    Touching,

    /// <summary>1.234 €</summary>
    After,
}

/// <summary>
/// How a country writes numbers, money and days, whatever language the reader's words are of. The program runs without the
/// system's tables of cultures, so that every machine writes alike; what it needs of them stands here.
/// </summary>
/// <param name="Country">ISO 3166-1; null: nobody knows.</param>
/// <param name="PercentGap">What stands between a number and its per cent sign.</param>
/// <param name="HasMonthFirst">In English: Nov 27, 2026.</param>
public sealed record ShopLocale(string? Country, string GroupSign, string DecimalSign, SignPlace Place, string PercentGap, bool HasMonthFirst)
{
    private const string NoBreak = "\u00A0";

    private static readonly string[] WithComma =
        ["AR", "AT", "BE", "BO", "BR", "CL", "CO", "DE", "DK", "EC", "ES", "EU", "GR", "ID", "IT", "NL", "PY", "RO", "TR", "UY", "VE"];

    private static readonly string[] WithBlank = ["BG", "CR", "CZ", "FI", "FR", "HU", "NO", "PL", "PT", "RU", "SE", "SK", "UA"];

    private static readonly string[] WithSignBehind =
        ["BE", "BG", "CZ", "DE", "DK", "ES", "EU", "FI", "FR", "GR", "HU", "IT", "NO", "PL", "PT", "RO", "RU", "SE", "SK", "UA"];

    private static readonly string[] WithSignApart = ["AR", "AT", "BO", "BR", "CH", "CO", "ID", "NL", "PA", "PE", "PY", "UY", "VE"];

    private static readonly string[] WithMonthFirst = ["CA", "PH", "PR", "US"];

    private static readonly string[] WithPercentTouching = ["AU", "BR", "CA", "CH", "CN", "GB", "ID", "IE", "IN", "IT", "JP", "NZ", "PH", "PT", "US", "ZA"];

    /// <summary>As a country writes; one that is not listed writes 1,234.5.</summary>
    public static ShopLocale Of(string country)
    {
        var (group, point) = WithComma.Contains(country) ? (".", ",") : WithBlank.Contains(country) ? (NoBreak, ",") : country == "CH" ? ("’", ".") : (",", ".");
        var place = WithSignBehind.Contains(country) ? SignPlace.After : WithSignApart.Contains(country) ? SignPlace.Before : SignPlace.Touching;
        return new ShopLocale(country, group, point, place, WithPercentTouching.Contains(country) ? "" : " ", WithMonthFirst.Contains(country));
    }

    /// <summary>As the settings say it, else by the shop's country, its zone, its currency, and last as the page's language does.</summary>
    public static ShopLocale Of(Settings settings, string? zone, string? currency, string language)
    {
        // A currency begins with its country's code: ARS, and EUR with that of the union.
        var country = settings.Locale?[^2..] ?? settings.Country ?? ProvinceMap.Packs.CountryOfZone(settings.Zone ?? zone) ?? ((settings.Currency ?? currency) is { Length: 3 } code ? code[..2] : null);
        return country is not null ? Of(country)
            : language == "es" ? new ShopLocale(null, ".", ",", SignPlace.Before, " ", false)
            : new ShopLocale(null, ",", ".", SignPlace.Touching, "", false);
    }
}
