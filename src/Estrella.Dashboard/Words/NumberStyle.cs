using System.Globalization;
using System.Text.RegularExpressions;
using Estrella.Questions;

namespace Estrella.Dashboard.Words;

/// <summary>How numbers, money and days are written: words follow the reader, signs follow the shop.</summary>
public sealed partial class NumberStyle
{
    /// <summary>What is written for what nobody knows.</summary>
    public const string Unknown = "–";

    // At home a currency's sign is enough; abroad it says whose it is. Others are told by their code.
    private static readonly Dictionary<string, (string Home, string Abroad)> Signs = new()
    {
        ["ARS"] = ("$", "ARS"),
        ["CLP"] = ("$", "CLP"),
        ["COP"] = ("$", "COP"),
        ["MXN"] = ("$", "MX$"),
        ["UYU"] = ("$", "$U"),
        ["USD"] = ("$", "US$"),
        ["CAD"] = ("$", "CA$"),
        ["AUD"] = ("$", "A$"),
        ["PEN"] = ("S/", "S/"),
        ["BRL"] = ("R$", "R$"),
        ["EUR"] = ("€", "€"),
        ["GBP"] = ("£", "£"),
    };

    // Countries that have no money of their own but the dollar.
    private static readonly string[] Dollars = ["EC", "PA", "PR", "SV"];

    private readonly Vocabulary words;
    private readonly NumberFormatInfo format;

    public NumberStyle(Vocabulary words, ShopLocale locale)
    {
        (this.words, Locale) = (words, locale);
        format = new NumberFormatInfo { NumberGroupSeparator = GroupSign, NumberDecimalSeparator = DecimalSign, NumberNegativePattern = 1, NegativeSign = "−" };
    }

    public ShopLocale Locale { get; }

    public string GroupSign => Locale.GroupSign;

    public string DecimalSign => Locale.DecimalSign;

    public string Sign(string? currency)
    {
        if (currency is null)
            return "";
        var (home, abroad) = Signs.GetValueOrDefault(currency, (currency, currency));
        return Locale.Country is { } country && currency.StartsWith(country, StringComparison.Ordinal) || currency == "USD" && Dollars.Contains(Locale.Country) ? home : abroad;
    }

    /// <summary>To the last decimal: what tables show.</summary>
    public string Exact(object? cell, ColumnKind kind, int moneyDecimals) => (cell, kind) switch
    {
        (null, _) => Unknown,
        (decimal or long, ColumnKind.Ratio) => Percent(AsDecimal(cell)),
        (decimal or long, ColumnKind.Money) => Number(AsDecimal(cell), moneyDecimals),
        (decimal or long, ColumnKind.Number) => Number(AsDecimal(cell), 2),
        (long whole, _) => Number(whole, 0),
        (decimal number, _) => Number(number, decimal.Truncate(number) == number ? 0 : 2),
        (DateOnly day, _) => Day(day),
        (bool flag, _) => words[flag ? "yes" : "no"],
        _ => cell.ToString()!,
    };

    /// <summary>As short as a tile needs it, with its currency.</summary>
    public string Brief(decimal? value, ColumnKind kind, string? currency)
    {
        if (value is not { } number)
            return Unknown;
        if (kind == ColumnKind.Ratio)
            return Percent(number);
        var (scaled, unit) = Math.Abs(number) switch
        {
            >= 1_000_000_000m => (number / 1_000_000_000m, " " + words["unit.billion"]),
            >= 1_000_000m => (number / 1_000_000m, " M"),
            _ => (number, ""),
        };
        var decimals = kind switch
        {
            ColumnKind.Number => 2,
            _ when unit.Length > 0 => Math.Abs(scaled) >= 100 ? 0 : Math.Abs(scaled) >= 10 ? 1 : 2,
            _ => 0,
        };
        return kind == ColumnKind.Money && currency is not null ? Signed(scaled, decimals, unit, Sign(currency)) : Number(scaled, decimals) + unit;
    }

    /// <summary>With a plus or a minus.</summary>
    public string WithSign(decimal value, ColumnKind kind, string? currency)
    {
        var text = Brief(Math.Abs(value), kind, currency);
        return value switch { > 0 => "+" + text, < 0 => "−" + text, _ => text };
    }

    public string Percent(decimal? share) => share is { } known ? Number(known * 100, 1) + Locale.PercentGap + "%" : Unknown;

    public string Number(decimal value, int decimals)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0m : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), format);
    }

    /// <summary>A sentence of the engine, which writes 69,412, with the shop's sign.</summary>
    public string Regrouped(string text) => Grouped().Replace(text, match => match.Value.Replace(",", GroupSign, StringComparison.Ordinal));

    /// <summary>27 nov 2026; Nov 27, 2026 where people write so.</summary>
    public string Day(DateOnly day) => Locale.HasMonthFirst && words.Language == "en" ? $"{Month(day)} {day.Day}, {day.Year:0000}" : $"{day.Day} {Month(day)} {day.Year:0000}";

    /// <summary>The period that begins on a day.</summary>
    public string Period(DateOnly day, string? by) => by switch
    {
        "month" => $"{Month(day)} {day.Year:0000}",
        "quarter" => $"{words["quarter"]}{(day.Month + 2) / 3} {day.Year:0000}",
        "year" => $"{day.Year:0000}",
        _ => Day(day),
    };

    public string Moment(DateTime moment, string? zone)
    {
        var local = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), found)
            : moment;
        return $"{Day(DateOnly.FromDateTime(local))} {local:HH\\:mm}";
    }

    // A minus stands before the sign: −$ 5, and behind no money: −5 €. A code never touches its number.
    private string Signed(decimal value, int decimals, string unit, string sign)
    {
        var number = Number(Math.Abs(value), decimals) + unit;
        var minus = value < 0 && number.Any(letter => letter is >= '1' and <= '9') ? "−" : "";
        return Locale.Place switch
        {
            SignPlace.After => $"{minus}{number} {sign}",
            SignPlace.Touching when !char.IsAsciiLetter(sign[^1]) => $"{minus}{sign}{number}",
            _ => $"{minus}{sign} {number}",
        };
    }

    private string Month(DateOnly day) => words["months"].Split(' ')[day.Month - 1];

    [GeneratedRegex(@"\b\d{1,3}(,\d{3})+\b")]
    private static partial Regex Grouped();

    private static decimal AsDecimal(object cell) => cell is long whole ? whole : (decimal)cell;
}
