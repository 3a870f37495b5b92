using System.Globalization;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>
/// A parsed cell. What <see cref="Bits"/> holds follows from the field's kind: a number in ten-thousandths
/// (numeric(18,4)), a whole number, a day number, ticks of an instant in UTC, or 1 for true.
/// </summary>
internal struct CellValue
{
    public string? Text;
    public long Bits;
    public bool IsFilled;

    /// <summary>The source's word, where it fits no word of the field's vocabulary.</summary>
    public string? Unmapped;

    public static CellValue Of(string text) => new() { Text = text, IsFilled = true };

    public static CellValue Of(long bits) => new() { Bits = bits, IsFilled = true };

    public readonly bool SameAs(in CellValue other) =>
        IsFilled == other.IsFilled && Bits == other.Bits && string.Equals(Text, other.Text, StringComparison.Ordinal);
}

/// <summary>Values as contracts write them, and as ids carry them: ISO days, a point for decimals.</summary>
internal static class Canonical
{
    public const long Scale = 10_000;

    public static string Expected(CellKind kind) => kind switch
    {
        CellKind.Number => "an amount such as 19.90",
        CellKind.Whole => "a whole number such as 3",
        CellKind.Day => "a day such as 2024-12-31",
        CellKind.Instant => "a time such as 2024-12-31 18:30:00",
        CellKind.Flag => "true or false",
        _ => "a text",
    };

    /// <summary>A value a contract gives, or null if it is none of the kind.</summary>
    public static CellValue? Parse(string text, CellKind kind)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (kind)
        {
            case CellKind.Number:
                return NumberFormat.Plain.Read(bytes, out var number) == NumberRead.Good ? CellValue.Of(number) : null;
            case CellKind.Whole:
                return NumberFormat.Plain.ReadWhole(bytes, out var whole) == NumberRead.Good ? CellValue.Of(whole) : null;
            case CellKind.Day or CellKind.Instant:
                foreach (var format in Iso)
                {
                    if (format.TryParse(bytes, out var time))
                    {
                        return CellValue.Of(kind == CellKind.Day ? DateOnly.FromDateTime(time.Clock).DayNumber : time.Clock.Ticks - (time.Offset?.Ticks ?? 0));
                    }
                }
                return null;
            case CellKind.Flag:
                return text is "true" or "false" ? CellValue.Of(text == "true" ? 1 : 0) : null;
            default:
                return CellValue.Of(text);
        }
    }

    /// <summary>The value as a natural id carries it.</summary>
    public static string Text(in CellValue value, CellKind kind) => !value.IsFilled ? "" : kind switch
    {
        CellKind.Number => (value.Bits / (decimal)Scale).ToString("0.####", CultureInfo.InvariantCulture),
        CellKind.Whole => value.Bits.ToString(CultureInfo.InvariantCulture),
        CellKind.Day => value.Bits == 0 ? "-infinity" : DateOnly.FromDayNumber((int)value.Bits).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKind.Instant => value.Bits == 0 ? "-infinity" : new DateTime(value.Bits, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        CellKind.Flag => value.Bits == 1 ? "true" : "false",
        _ => value.Text!,
    };

    /// <summary>The limit of <c>above</c> and <c>below</c>: a number in ten-thousandths or a time, or null.</summary>
    public static (bool IsTime, long Bits)? Bound(string text) =>
        Parse(text, CellKind.Number) is { } number ? (false, number.Bits)
        : Parse(text, CellKind.Instant) is { } time ? (true, time.Bits)
        : null;

    private static readonly DateFormat[] Iso = [.. ReadOptions.DefaultDates.Select(format => new DateFormat(format))];
}
