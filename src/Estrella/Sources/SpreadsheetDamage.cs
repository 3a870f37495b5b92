using System.Text;

namespace Estrella.Sources;

/// <summary>What a spreadsheet has made of a cell that was something else before; the value is gone, only its file of origin has it.</summary>
internal static class SpreadsheetDamage
{
    public const string Rule = "spreadsheet";

    public const string Remedy = "export the file again with this column as text, and do not save it from a spreadsheet; where the value is right, map it to itself in the contract";

    // The errors of a formula, in English, Spanish and Portuguese.
    private static readonly HashSet<string> Errors =
    [
        "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#¡REF!", "#¿NOMBRE?", "#¡VALOR!", "#¡DIV/0!", "#¡NULO!", "#¡NUM!", "#¡DESBORDAMIENTO!",
        "#VALOR!", "#NOME?", "#NULO!", "#NÚM!",
    ];

    /// <summary>What happened to the cell, or null.</summary>
    /// <param name="isCode">The column holds codes of goods, where a day of a month was a code before.</param>
    public static string? Of(ReadOnlySpan<byte> text, bool isCode)
    {
        if (text.Length is < 3 or > 24)
            return null;
        if (text[0] == '#')
        {
            return text.IndexOfAnyExcept((byte)'#') < 0 ? "a spreadsheet had no room to show the value"
                : Errors.Contains(Encoding.UTF8.GetString(text).ToUpperInvariant()) ? "a spreadsheet wrote the error of a formula"
                : null;
        }
        if (IsScientific(text))
            return "a spreadsheet has rounded a long number to powers of ten";
        return isCode && IsDay(text) ? "a spreadsheet has taken a code such as 1-5 for a day" : null;
    }

    /// <summary>1.23457E+15, 1,23E+12.</summary>
    public static bool IsScientific(ReadOnlySpan<byte> text)
    {
        var power = text.IndexOf("E+"u8);
        return power > 0 && power + 2 < text.Length && char.IsAsciiDigit((char)text[0])
            && text[(power + 2)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (power == 1 || (power > 2 && text[1] is (byte)'.' or (byte)',' && text[2..power].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0));
    }

    /// <summary>01-May, 5-ene, may-24, 01/mai: a day and a month, or a month and a year, with a month of three letters.</summary>
    public static bool IsDay(ReadOnlySpan<byte> text)
    {
        var sign = text.IndexOfAny((byte)'-', (byte)'/');
        if (sign is < 1 or > 4 || text.Length is < 5 or > 8)
            return false;
        var first = text[..sign];
        var second = text[(sign + 1)..];
        return (IsDigits(first, 1) && IsMonth(second)) || (IsMonth(first) && IsDigits(second, 2));
    }

    private static bool IsDigits(ReadOnlySpan<byte> text, int least) => text.Length >= least && text.Length <= 2 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool IsMonth(ReadOnlySpan<byte> text) =>
        text.TrimEnd((byte)'.') is { Length: 3 or 4 } name && DateNames.Letters(name) == name.Length && DateNames.Month(DateNames.Fold(name)) > 0;
}
