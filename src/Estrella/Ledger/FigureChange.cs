namespace Estrella.Ledger;

/// <summary>A figure of one month that a run changes.</summary>
/// <param name="Month">Its first day; sales, cancellations and returns each count in their own.</param>
/// <param name="Currency">ISO 4217 code; empty: the shop's own. Currencies are never added.</param>
/// <param name="Measure">One of <see cref="Measures"/>.</param>
/// <param name="Before">What is published; null: nothing, or unknown.</param>
/// <param name="After">What the run makes of it; null: unknown.</param>
/// <param name="IsNewMonth">Nothing was published of the month.</param>
public sealed record FigureChange(DateOnly Month, string Currency, string Measure, decimal? Before, decimal? After, bool IsNewMonth)
{
    /// <summary>
    /// Booked orders placed, those not wholly cancelled, pieces, gross sales, discounts, what was taken back, net sales,
    /// cost, and the net of order headers (subtotal, else total, less discount, less taken back).
    /// </summary>
    public static IReadOnlyList<string> Measures { get; } =
        ["orders", "kept_orders", "units", "gross_sales", "discounts", "returns", "net_sales", "cost", "header_net"];

    public decimal Difference => (After ?? 0) - (Before ?? 0);
}

/// <summary>What a run changes in figures; in the order of months, currencies and measures.</summary>
/// <param name="HadFigures">Something was published before, so that there were figures to change.</param>
public sealed record FigureChanges(bool HadFigures, IReadOnlyList<FigureChange> All)
{
    public static FigureChanges None { get; } = new(true, []);

    /// <summary>Figures of months that were published before.</summary>
    public IReadOnlyList<FigureChange> Published => [.. All.Where(change => !change.IsNewMonth)];

    public IReadOnlyList<DateOnly> NewMonths => [.. All.Where(change => change.IsNewMonth).Select(change => change.Month).Distinct()];

    /// <summary>In sentences: whether published figures change, and which months are new.</summary>
    public IEnumerable<string> Sentences()
    {
        if (HadFigures && Published.Count == 0)
            yield return "no figure of a published month changes";
        if (NewMonths is { Count: > 0 } months)
            yield return months.Count == 1 ? $"1 new month: {months[0]:yyyy-MM}" : $"{months.Count} new months: {months[0]:yyyy-MM} to {months[^1]:yyyy-MM}";
    }
}
