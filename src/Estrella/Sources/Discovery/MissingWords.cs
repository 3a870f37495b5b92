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

    /// <summary>Missing in any column.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text.Length <= 18 && Anywhere.Contains(Encoding.UTF8.GetString(text));

    /// <summary>Missing in a column of numbers or dates.</summary>
    public static bool IsAmongValues(ReadOnlySpan<byte> text) => text.Length <= 19 && AmongValues.Contains(Encoding.UTF8.GetString(text));
}
