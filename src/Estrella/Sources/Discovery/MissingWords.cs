using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>What people and programs write where nothing is known.</summary>
internal static class MissingWords
{
    private static readonly HashSet<string> Anywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "-", "--", "---", "—", "–", "N/A", "#N/A", "#N/D", "NULL", "\\N", "NaN", "<NA>", "s/d", "n/d", "sin dato", "sin datos", "sem dados", "no disponible", "não disponível", "nao disponivel",
        "não informado", "nao informado", "no informado", "not available", "(not set)", "(none)", "(null)", "(blank)", "(en blanco)", "(vazio)", "no aplica", "não se aplica",
    };

    // Words that mean something else in a text: the country Namibia, a person called None.
    private static readonly HashSet<string> AmongValues = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "none", "nil", "ND", "n.d.", "SD", "?", ".", "undefined", "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00/00/0000 00:00:00",
    };

    // What databases and spreadsheets keep for no day: their first, or the last there is.
    private static readonly HashSet<string> NoDays =
    [
        "0001-01-01", "01/01/0001", "1753-01-01", "01/01/1753", "1800-01-01", "01/01/1800", "1899-12-30", "30/12/1899", "12/30/1899", "1899-12-31", "31/12/1899", "12/31/1899",
        "1900-01-01", "01/01/1900", "1900-12-31", "31/12/1900", "12/31/1900", "9999-12-31", "31/12/9999", "12/31/9999",
    ];

    /// <summary>Missing in any column.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text.Length <= 18 && Anywhere.Contains(Encoding.UTF8.GetString(text));

    /// <summary>Missing in a column of numbers or dates.</summary>
    public static bool IsAmongValues(ReadOnlySpan<byte> text) => text.Length <= 28 && (AmongValues.Contains(Encoding.UTF8.GetString(text)) || IsNoDay(text));

    private static bool IsNoDay(ReadOnlySpan<byte> text) => text.Length >= 10 && NoDays.Contains(Encoding.UTF8.GetString(text[..10])) && Encoding.UTF8.GetString(text[10..]).All(letter => letter is ' ' or '0' or ':' or '.' or 'T' or 'Z');
}
