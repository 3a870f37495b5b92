using System.Globalization;
using System.Text.RegularExpressions;

namespace Estrella.Sources;

/// <summary>Where a cell stands, as messages say it: <c>sales.csv:14:4</c>, or <c>sales.xlsx:January!D14</c> in a sheet.</summary>
public static partial class CellPlace
{
    /// <param name="file">The file's name, with that of its sheet or member behind a colon.</param>
    /// <param name="position">Number of the column, 1 for the first; null: the row as a whole.</param>
    public static string Of(string file, int line, int? position) => IsSheet().IsMatch(file)
        ? FormattableString.Invariant($"{file}!{(position is { } at ? Letters(at) : "")}{line}")
        : position is { } column ? FormattableString.Invariant($"{file}:{line}:{column}") : FormattableString.Invariant($"{file}:{line}");

    /// <summary>The table is a sheet of a workbook.</summary>
    internal static bool IsOfSheet(string file) => IsSheet().IsMatch(file);

    /// <summary>The column of a cell's address, 0 for A; null: it has none.</summary>
    internal static int? Column(string? address)
    {
        var column = 0;
        foreach (var letter in address ?? "")
        {
            if (letter is < 'A' or > 'Z' || column > 100_000)
            {
                break;
            }
            column = (column * 26) + letter - 'A' + 1;
        }
        return column == 0 ? null : column - 1;
    }

    private static string Letters(int position)
    {
        var letters = "";
        for (; position > 0; position = (position - 1) / 26)
        {
            letters = ((char)('A' + ((position - 1) % 26))).ToString(CultureInfo.InvariantCulture) + letters;
        }
        return letters;
    }

    [GeneratedRegex(@"\.xls[xm]:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsSheet();
}
