namespace Estrella.Bench;

/// <summary>Several measurements of one thing.</summary>
internal sealed record Spread(double Min, double Median, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return new Spread(
            Math.Round(sorted[0], 2),
            Math.Round(sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, 2),
            Math.Round(sorted[^1], 2));
    }
}
