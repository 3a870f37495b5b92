namespace Estrella.Dashboard.Charts;

/// <summary>How dark a place is drawn: five steps that grow by squares, since a capital sells many times what a province does.</summary>
internal static class MapSteps
{
    private const int Count = 5;

    /// <summary>Where each step ends.</summary>
    public static IReadOnlyList<decimal> Bounds(decimal most) => [.. Enumerable.Range(1, Count).Select(step => Bound(step, most))];

    /// <summary>1 to 5; 0: nothing sold, or not known.</summary>
    public static int Of(decimal? value, decimal most) => value is not > 0 ? 0 : Enumerable.Range(1, Count).First(step => value <= Bound(step, most));

    private static decimal Bound(int step, decimal most) => most * step * step / (Count * Count);
}
