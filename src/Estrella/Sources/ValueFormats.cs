using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>How numbers and times are written in a file or a column of it.</summary>
internal sealed class ValueFormats(NumberFormat number, IReadOnlyList<DateFormat> dates, ZoneClock clock, bool isZoned)
{
    private readonly DateFormat[] dates = [.. dates];

    public NumberFormat Number { get; } = number;

    public ZoneClock Clock { get; } = clock;

    public static ValueFormats Of(ReadOptions read, string? zone) => new(
        new NumberFormat(read.Decimal, read.Thousands),
        [.. read.Dates.Select(format => new DateFormat(format))],
        new ZoneClock(zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone)),
        zone is not null);

    /// <summary>The same with what a cell says for itself.</summary>
    public ValueFormats With(Conversion how, ReadOptions read) =>
        how.Decimal is null && how.Dates is null && how.Zone is null
            ? this
            : new ValueFormats(
                how.Decimal is { } point ? new NumberFormat(point, read.Thousands == point ? null : read.Thousands) : Number,
                how.Dates is { } formats ? [.. formats.Select(format => new DateFormat(format))] : dates,
                how.Zone is { } zone ? new ZoneClock(TimeZoneInfo.FindSystemTimeZoneById(zone)) : Clock,
                isZoned || how.Zone is not null);

    /// <summary>The first format that fits decides.</summary>
    public bool TryTime(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        foreach (var format in dates)
        {
            if (format.TryParse(text, out time))
            {
                return true;
            }
        }
        time = default;
        return false;
    }

    /// <summary>Ticks of the instant in UTC.</summary>
    public long Instant(in WrittenTime time) => time.Offset is { } offset ? time.Clock.Ticks - offset.Ticks : Clock.ToUtc(time.Clock);

    /// <summary>The local day: of the text, or of the source's zone where the text names an offset and the source a zone.</summary>
    public DateOnly Day(in WrittenTime time) => time.Offset is { } offset && isZoned
        ? Clock.DayOf(DateTime.SpecifyKind(time.Clock - offset, DateTimeKind.Utc))
        : DateOnly.FromDateTime(time.Clock);

    public string Expected(CellKind kind) => kind is CellKind.Day or CellKind.Instant
        ? $"a {(kind == CellKind.Day ? "day" : "time")} written {string.Join(" or ", dates.Select(format => format.Text))}"
        : Canonical.Expected(kind);
}
