using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>How numbers and times are written in a file or a column of it.</summary>
internal sealed class ValueFormats(NumberFormat number, IReadOnlyList<DateFormat> dates, ZoneClock clock, bool isZoned)
{
    private static readonly DateFormat[] Typed =
        [new("yyyy-MM-dd"), new("yyyy-MM-dd HH:mm:ss"), new("yyyy-MM-dd HH:mm:ss.FFFFFFF"), new("yyyy-MM-dd HH:mm:ssK"), new("yyyy-MM-dd HH:mm:ss.FFFFFFFK"), new("yyyy-MM-dd HH:mm")];

    private readonly DateFormat[] dates = [.. dates];

    private ValueFormats? numeric;
    private ValueFormats? timed;

    public NumberFormat Number { get; } = number;

    public ZoneClock Clock { get; } = clock;

    /// <param name="currency">The source's; its signs may stand beside amounts.</param>
    public static ValueFormats Of(ReadOptions read, string? zone, string? currency = null) => new(
        read.IsEitherDecimal
            ? NumberFormat.Either(new MoneyRule(read.Currency ?? currency))
            : new NumberFormat(read.Decimal, read.Thousands, new MoneyRule(read.Currency ?? currency)),
        [.. read.Dates.Select(format => new DateFormat(format))],
        new ZoneClock(zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone)),
        zone is not null);

    /// <summary>How a cell of a type is written: numbers and times of a workbook have one way, whatever the contract says of texts.</summary>
    public ValueFormats For(CellType type) => type switch
    {
        CellType.Number => numeric ??= new ValueFormats(Number.With('.', null, true, null, Number.IsPercent), dates, Clock, isZoned),
        CellType.Time => timed ??= new ValueFormats(Number, Typed, Clock, isZoned),
        _ => this,
    };

    /// <summary>The same with what a cell says for itself.</summary>
    public ValueFormats With(Conversion how) =>
        how.Decimal is null && !how.HasThousands && how.Currency is null && !how.IsPercent && how.Dates is null && how.Zone is null
            ? this
            : new ValueFormats(
                Number.With(how.Decimal, how.Thousands, how.HasThousands, how.Currency is { } money ? new MoneyRule(money) : null, how.IsPercent),
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
        : kind == CellKind.Number ? $"an amount such as {Number.Example}"
        : Canonical.Expected(kind);
}
