using System.Globalization;

namespace Estrella.Questions;

/// <summary>A cell on its way out: rounded once, half away from zero, and written without a culture.</summary>
internal static class Figure
{
    private const int RatioDecimals = 6;

    /// <summary>What is written for what nobody knows, where people read: neither a zero nor a blank.</summary>
    private const string Unknown = "–";

    /// <summary>For programs: money to the currency's decimals, ratios to six, days ISO; null stays null.</summary>
    public static string? Exact(object? cell, ColumnKind kind, int moneyDecimals) => (cell, kind) switch
    {
        (null, _) => null,
        (decimal or long, ColumnKind.Money) => Rounded(cell, moneyDecimals),
        (decimal or long, ColumnKind.Ratio or ColumnKind.Number) => Rounded(cell, RatioDecimals),
        (decimal number, _) => number.ToString("0.############", CultureInfo.InvariantCulture),
        (long number, _) => number.ToString(CultureInfo.InvariantCulture),
        (DateOnly day, _) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (bool flag, _) => flag ? "true" : "false",
        _ => cell.ToString(),
    };

    /// <summary>For people: shares per cent with one decimal, other figures with two.</summary>
    public static string Readable(object? cell, ColumnKind kind, int moneyDecimals) => (cell, kind) switch
    {
        (null, _) => Unknown,
        (decimal or long, ColumnKind.Ratio) => Rounded(Number(cell) * 100, 1) + " %",
        (decimal or long, ColumnKind.Number) => Rounded(cell, 2),
        (decimal number, ColumnKind.Count) => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => Exact(cell, kind, moneyDecimals)!,
    };

    public static string Percent(decimal share) => Rounded(share * 100, 1) + " %";

    private static decimal Number(object cell) => cell is long whole ? whole : (decimal)cell;

    private static string Rounded(object cell, int decimals) => Rounded(Number(cell), decimals);

    private static string Rounded(decimal number, int decimals)
    {
        var rounded = decimal.Round(number, decimals, MidpointRounding.AwayFromZero);
        // No "-0.00": what rounds to nothing has no sign.
        return (rounded == 0 ? 0m : rounded).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
