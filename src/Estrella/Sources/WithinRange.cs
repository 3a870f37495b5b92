namespace Estrella.Sources;

/// <summary>The days a file covers, for exports that hold all within a column.</summary>
internal sealed class WithinRange(int column, ValueFormats formats)
{
    public (DateOnly First, DateOnly Last)? Range { get; private set; }

    public void See(RowCells row)
    {
        var text = row.Text(column);
        if (text.IsEmpty || !formats.For(row.TypeOf(column)).TryTime(text, out var time))
        {
            return;
        }
        var day = formats.Day(time);
        Range = Range is { } range ? (day < range.First ? day : range.First, day > range.Last ? day : range.Last) : (day, day);
    }
}
