namespace Estrella.Sources;

/// <summary>
/// Instants from times written in a zone. A time that happened twice is taken as the first; one that never
/// happened is moved forward by the hour that was skipped. The offset of a day without a change is kept,
/// because a file asks for the same days again and again.
/// </summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    private const int Slots = 4096;

    private readonly (int Day, long Offset)[] days = new (int, long)[Slots];

    public TimeZoneInfo Zone { get; } = zone;

    /// <returns>Ticks of the instant in UTC.</returns>
    public long ToUtc(DateTime local)
    {
        var day = (int)(local.Ticks / TimeSpan.TicksPerDay);
        ref var slot = ref days[day & (Slots - 1)];
        if (slot.Day == day)
        {
            return local.Ticks - slot.Offset;
        }
        var midnight = DateTime.SpecifyKind(local.Date, DateTimeKind.Unspecified);
        if (IsEven(midnight, out var offset))
        {
            slot = (day, offset.Ticks);
            return local.Ticks - offset.Ticks;
        }
        return Exactly(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
    }

    /// <summary>The day of an instant in this zone.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(utc + Zone.GetUtcOffset(utc));

    /// <summary>Whether a day and the nights around it have one offset.</summary>
    private bool IsEven(DateTime midnight, out TimeSpan offset)
    {
        offset = default;
        if (midnight.Year is < 2 or > 9997)
        {
            return false;
        }
        offset = Zone.GetUtcOffset(midnight);
        for (var hours = -6; hours <= 30; hours += 3)
        {
            var near = midnight.AddHours(hours);
            if (Zone.IsAmbiguousTime(near) || Zone.IsInvalidTime(near) || Zone.GetUtcOffset(near) != offset)
            {
                return false;
            }
        }
        return true;
    }

    private long Exactly(DateTime local)
    {
        if (Zone.IsAmbiguousTime(local))
        {
            return local.Ticks - Zone.GetAmbiguousTimeOffsets(local).Max().Ticks;
        }
        var before = local;
        while (Zone.IsInvalidTime(before))
        {
            before = before.AddMinutes(-15);
        }
        return local.Ticks - Zone.GetUtcOffset(before).Ticks;
    }
}
