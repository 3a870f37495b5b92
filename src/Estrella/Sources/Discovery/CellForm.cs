using System.Globalization;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Brings the cells of a column to one form, so that two cells that say the same are the same text: case and blanks do not
/// count, nor how a number or a day is written.
/// </summary>
internal sealed class CellForm
{
    private readonly ColumnProbe column;
    private readonly char sign;
    private readonly bool isNumber;
    private readonly List<DateFormat> dates;

    public CellForm(FileRows rows, ColumnProbe column)
    {
        this.column = column;
        sign = rows.SignOf(column);
        // What no row decides is compared as it stands.
        dates = column.Dates.Open.Any() ? [] : [.. column.DateFormats.Select(each => new DateFormat(each))];
        isNumber = dates.Count == 0 && column.IsNumber && !column.Numbers.IsOpen;
    }

    /// <returns>Blank where the cell is, or stands for nothing.</returns>
    public string Of(string text)
    {
        if (text.Length == 0 || column.Missing.ContainsKey(text))
            return "";
        if (isNumber && FileRows.Number(text, sign) is { } number)
            return number == 0 ? "0" : number.ToString("0.############", CultureInfo.InvariantCulture);
        foreach (var date in dates)
        {
            if (date.TryParse(Encoding.UTF8.GetBytes(text), out var time))
                return time.Clock.ToString("s", CultureInfo.InvariantCulture) + time.Offset;
        }
        return Folded(text);
    }

    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
                folded.Append(char.ToUpperInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }
}
