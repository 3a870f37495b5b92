using System.Globalization;

namespace Estrella.Sources.Workbooks;

/// <summary>Numbers of a sheet as texts: with a point, without an exponent, and days as days.</summary>
internal static class SheetNumber
{
    /// <summary>The number as it was typed; a sheet writes 19.99 as 19.989999999999998, and holds no more than fifteen digits.</summary>
    public static string Text(string value)
    {
        if (value.AsSpan().IndexOfAnyExceptInRange('0', '9') is var sign && (sign < 0 || (sign == 0 && value[0] == '-' && value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)))
        {
            // Digits alone stay as they are: an order number of sixteen digits keeps its last.
            return value;
        }
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e28
            ? decimal.Parse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>The day or time a number means; null: it is none, or beyond what a sheet can show.</summary>
    /// <param name="is1904">Counted from 1904-01-01 as 0, not from 1900-01-01 as 1.</param>
    public static string? Time(string value, bool is1904)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number < 0 || number >= (is1904 ? 2_957_004 : 2_958_466))
        {
            return null;
        }
        // Milliseconds, rounded: a time of day is a fraction and never exact.
        var ticks = (long)Math.Round(number * 86_400_000) * TimeSpan.TicksPerMillisecond;
        if (!is1904 && ticks < TimeSpan.TicksPerDay)
        {
            return new TimeOnly(ticks).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }
        // Excel's 1900 has a 29 February, number 60; before it a day is one later than counted from 1899-12-30.
        var origin = is1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, number < 60 ? 31 : 30);
        var time = origin.AddTicks(ticks);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.Millisecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
