using System.Text;

namespace Estrella.Sources;

/// <summary>Months, days of the week, halves of the day and zones as people write them in Spanish, English and Portuguese.</summary>
internal static class DateNames
{
    private static readonly string[][] Months =
    [
        ["january", "enero", "janeiro"], ["february", "febrero", "fevereiro"], ["march", "marzo", "marco"], ["april", "abril"],
        ["may", "mayo", "maio"], ["june", "junio", "junho"], ["july", "julio", "julho"], ["august", "agosto"],
        ["september", "septiembre", "setiembre", "setembro"], ["october", "octubre", "outubro"], ["november", "noviembre", "novembro"],
        ["december", "diciembre", "dezembro"],
    ];

    private static readonly string[][] Weekdays =
    [
        ["sunday", "domingo"], ["monday", "lunes", "segunda"], ["tuesday", "martes", "terca"], ["wednesday", "miercoles", "quarta"],
        ["thursday", "jueves", "quinta"], ["friday", "viernes", "sexta"], ["saturday", "sabado"],
    ];

    // Names that mean one distance to UTC wherever they are written in the exports of shops.
    private static readonly Dictionary<string, int> Zones = new(StringComparer.Ordinal)
    {
        ["utc"] = 0,
        ["gmt"] = 0,
        ["z"] = 0,
        ["wet"] = 0,
        ["west"] = 60,
        ["cet"] = 60,
        ["cest"] = 120,
        ["eet"] = 120,
        ["eest"] = 180,
        ["art"] = -180,
        ["brt"] = -180,
        ["uyt"] = -180,
        ["pst"] = -480,
        ["pdt"] = -420,
        ["mst"] = -420,
        ["mdt"] = -360,
        ["cst"] = -360,
        ["cdt"] = -300,
        ["est"] = -300,
        ["edt"] = -240,
    };

    /// <summary>1 to 12: the first three letters of a name at least, in one of the languages.</summary>
    public static int Month(string folded) => folded.Length < 3 ? 0 : Array.FindIndex(Months, names => Array.Exists(names, name => name.StartsWith(folded, StringComparison.Ordinal))) + 1;

    /// <summary>Whether a word is a month's whole name, and longer than the short ones.</summary>
    public static bool IsWhole(string folded) => folded.Length > 4 && Array.Exists(Months, names => Array.Exists(names, name => name == folded));

    public static DayOfWeek? Weekday(string folded) =>
        folded.Length >= 3 && Array.FindIndex(Weekdays, names => Array.Exists(names, name => name.StartsWith(folded, StringComparison.Ordinal))) is >= 0 and var day ? (DayOfWeek)day : null;

    /// <summary>Minutes to UTC.</summary>
    public static int? Zone(string folded) => Zones.TryGetValue(folded, out var minutes) ? minutes : null;

    /// <summary>How many bytes of the text are a word: letters, those beyond ASCII included.</summary>
    public static int Letters(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiLetter((char)text[at]) || (text[at] >= 0x80 && Blank(text[at..]) == 0)))
            at++;
        return at;
    }

    /// <summary>How many bytes at the start of the text are one blank: a space, or one that does not break or is thin; 0: none.</summary>
    public static int Blank(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF or 0x89 or 0x87, ..] => 3,
        _ => 0,
    };

    /// <summary>Lower case, without accents.</summary>
    public static string Fold(ReadOnlySpan<byte> word)
    {
        var folded = Encoding.UTF8.GetString(word).ToLowerInvariant().ToCharArray();
        for (var at = 0; at < folded.Length; at++)
        {
            folded[at] = folded[at] switch
            {
                'á' or 'à' or 'â' or 'ã' => 'a',
                'é' or 'è' or 'ê' => 'e',
                'í' => 'i',
                'ó' or 'ô' or 'õ' => 'o',
                'ú' or 'ü' => 'u',
                'ç' => 'c',
                var letter => letter,
            };
        }
        return new string(folded);
    }
}
