using System.Text;

namespace Estrella.Sources;

/// <summary>The column beside a day that tells its time: <c>{ column: Date, time: Hour }</c>, made ready for one file.</summary>
internal sealed class DayTime
{
    public const string Rule = "time";

    private readonly int column;
    private readonly string? digits;
    private readonly byte[][] empty;
    private readonly string said;

    /// <param name="how">Names the column.</param>
    public DayTime(Conversion how, ColumnSight sight)
    {
        said = how.Time!;
        column = sight.Find(said);
        digits = how.Times;
        empty = [.. (how.Empty ?? []).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Puts the row's time to its day; a blank one is the day's beginning. False: one of the two cannot be taken, which is noted.</summary>
    /// <param name="day">Number of the column that holds the day.</param>
    /// <param name="cell">The day's cell.</param>
    public bool TryAdd(RowCells row, int day, ReadOnlySpan<byte> cell, ref WrittenTime written)
    {
        var text = row.Text(column);
        if (text.IsEmpty || IsMissing(text))
            return true;
        if (SpreadsheetDamage.Of(text, isCode: false) is { } damage)
        {
            row.Refuse(column, SpreadsheetDamage.Rule, $"{TimeOfDay.Expected} as the source holds it: {damage}", SpreadsheetDamage.Remedy, text);
            return false;
        }
        if (!TimeOfDay.TryRead(text, digits, out var time))
        {
            row.Refuse(column, Rule, digits is null ? TimeOfDay.Expected : $"{TimeOfDay.Expected}, digits alone as {digits}",
                "correct the cell, leave it blank for the day's beginning, or say in the contract what digits alone are: times: HHmm or times: HHmmss", text);
            return false;
        }
        if (written.Clock.TimeOfDay != TimeSpan.Zero)
        {
            row.Refuse(day, Rule, $"a day alone, for {said} tells its time", "correct the cell, or take time out of the contract: the day has one of its own", cell);
            return false;
        }
        written = written with { Clock = written.Clock + time };
        return true;
    }

    private bool IsMissing(ReadOnlySpan<byte> text)
    {
        foreach (var word in empty)
        {
            if (text.SequenceEqual(word))
                return true;
        }
        return false;
    }
}
