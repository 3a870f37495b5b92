using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>A file with a column a month, seen as the rows it stands for.</summary>
/// <param name="Columns">The months' headings.</param>
/// <param name="Dates">How they are written.</param>
internal sealed record WideMonths(IReadOnlyList<string> Columns, string Dates, ProbedFile File)
{
    public const string Month = "month";
    public const string Value = "value";

    private static readonly DateFormat[] Formats = [.. "yyyy-MM|MMM-yyyy|MMM yyyy|MMMM yyyy|MM/yyyy|yyyy/MM|MMM-yy|MMM yy|yyyy_MM|MMM_yyyy|yyyyMM|MM-yyyy|MMMM-yyyy|MMM/yyyy|MMM/yy".Split('|').Select(each => new DateFormat(each))];

    /// <summary>Null: the file has no three months side by side.</summary>
    public static WideMonths? Of(ProbedFile file)
    {
        var format = Formats.Select(each => (Format: each, Columns: file.Open.Where(column => IsMonth(each, column)).ToList())).MaxBy(each => each.Columns.Count);
        if (format.Columns.Count < 3)
            return null;
        var kept = file.Columns.Except(format.Columns).ToList();
        if (kept.Exists(column => column.Name is Month or Value))
            return null;
        var month = new ColumnProbe(Month, file.Columns.Count);
        var value = new ColumnProbe(Value, file.Columns.Count + 1);
        var texts = format.Columns.Select(column => Encoding.UTF8.GetBytes(ClockOf(format.Format, column)!.Value.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var line = 1;
        foreach (var cells in new FileRows(file).All(format.Columns))
        {
            line++;
            for (var at = 0; at < cells.Length; at++)
            {
                if (cells[at].Length == 0)
                    continue;
                month.See(texts[at], line);
                value.See(Encoding.UTF8.GetBytes(cells[at]), line);
            }
        }
        month.Conclude();
        value.Conclude();
        return new WideMonths([.. format.Columns.Select(column => column.Name)], format.Format.Text, file with { Columns = [.. kept, month, value] });
    }

    /// <summary>The name of a column is a month.</summary>
    public static bool IsMonth(string name) => name.Length is > 4 and < 20 && Array.Exists(Formats, format => format.TryParse(Encoding.UTF8.GetBytes(name), out var time) && time.Clock.Year is > 1990 and < 2100);

    private static bool IsMonth(DateFormat format, ColumnProbe column) =>
        (column.IsNumber || column.Filled == 0) && ClockOf(format, column) is { Year: > 1990 and < 2100 };

    private static DateTime? ClockOf(DateFormat format, ColumnProbe column) => format.TryParse(Encoding.UTF8.GetBytes(column.Name), out var time) ? time.Clock : null;
}
